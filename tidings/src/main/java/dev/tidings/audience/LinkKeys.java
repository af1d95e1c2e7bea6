package dev.tidings.audience;

import static com.nimbusds.jose.JWSAlgorithm.HS256;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTClaimsSetVerifier;
import dev.tidings.core.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The keys of one type of token, derived from the house's secrets by HKDF (RFC 5869): one signs, all of them read. A token
 * is a JWT after RFC 8725: HS256 alone, with a {@code typ}, a {@code kid} and keys of its own per type.
 */
public final class LinkKeys {
    private static final int BYTES = 32;
    private static final int KEY_ID_LENGTH = 8;

    private final MACSigner signer;
    private final JWSHeader header;
    private final DefaultJWTProcessor<SecurityContext> reader = new DefaultJWTProcessor<>();

    /**
     * @param type the tokens' {@code typ}
     * @param secret signs and reads
     * @param oldSecrets read only
     * @param claims what a token must say
     */
    public LinkKeys(String type, Secret secret, List<Secret> oldSecrets, JWTClaimsSetVerifier<SecurityContext> claims) {
        try {
            OctetSequenceKey current = derive(secret, type);
            List<JWK> readable = new ArrayList<>(List.of(current));
            for (Secret old : oldSecrets) {
                readable.add(derive(old, type));
            }
            signer = new MACSigner(current);
            header = header(type, current.getKeyID());
            reader.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(type)));
            reader.setJWSKeySelector(
                    new JWSVerificationKeySelector<>(HS256, new ImmutableJWKSet<>(new JWKSet(readable))));
            reader.setJWTClaimsSetVerifier(claims);
        } catch (GeneralSecurityException | JOSEException | ParseException e) {
            throw new IllegalStateException("This Java cannot derive keys for letter links", e);
        }
    }

    private static OctetSequenceKey derive(Secret secret, String type) throws GeneralSecurityException, JOSEException {
        HKDFParameterSpec label = HKDFParameterSpec.ofExtract()
                .addIKM(secret.bytes())
                .thenExpand(("tidings letter link " + type).getBytes(StandardCharsets.UTF_8), BYTES);
        SecretKey derived = KDF.getInstance("HKDF-SHA256").deriveKey("HmacSHA256", label);
        String thumbprint = new OctetSequenceKey.Builder(derived)
                .build()
                .computeThumbprint()
                .toString();
        return new OctetSequenceKey.Builder(derived)
                .keyID(thumbprint.substring(0, KEY_ID_LENGTH))
                .build();
    }

    private static JWSHeader header(String type, String keyId) throws ParseException {
        JWSHeader header = new JWSHeader.Builder(HS256)
                .type(new JOSEObjectType(type))
                .keyID(keyId)
                .build();
        // A parsed header keeps its encoded form, so that it is not encoded again for every token.
        return JWSHeader.parse(header.toBase64URL());
    }

    public String sign(Map<String, Object> claims) {
        try {
            JWSObject token = new JWSObject(header, new Payload(JSONObjectUtils.toJSONString(claims)));
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("A letter link could not be signed", e);
        }
    }

    /** What the token says; an exception if it is not one of this type, or does not say what it must. */
    public JWTClaimsSet read(String token) throws ParseException, BadJOSEException, JOSEException {
        return reader.process(token, null);
    }
}
