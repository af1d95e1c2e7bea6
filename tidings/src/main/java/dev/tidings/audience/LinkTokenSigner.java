package dev.tidings.audience;

import static com.nimbusds.jose.JWSAlgorithm.HS256;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTClaimsSetVerifier;
import dev.tidings.core.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs and verifies one type of token with keys derived from the secrets by HKDF (RFC 5869). The current secret signs,
 * all secrets verify. Tokens are JWTs per RFC 8725: only HS256, with {@code typ}, {@code kid} and separate keys per
 * type.
 */
public final class LinkTokenSigner {
    private static final int KEY_BYTES = 32;
    private static final int KEY_ID_LENGTH = 8;

    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final ObjectWriter JSON = JsonMapper.shared().writerFor(Map.class);

    /** Length of a Base64 signature of 32 bytes. */
    private static final int SIGNATURE_LENGTH = 43;

    /** The encoded header of every token, with the dot. */
    private final byte[] encodedHeader;

    /** Prototype; a clone signs each token. */
    private final Mac signer;

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /**
     * @param type the {@code typ} of the tokens
     * @param secret signs and verifies
     * @param oldSecrets only verify
     * @param claimsVerifier verifies the claims
     */
    public LinkTokenSigner(
            String type, Secret secret, List<Secret> oldSecrets, JWTClaimsSetVerifier<SecurityContext> claimsVerifier) {
        try {
            OctetSequenceKey current = derive(secret, type);
            List<JWK> verificationKeys = new ArrayList<>(List.of(current));
            for (Secret oldSecret : oldSecrets) {
                verificationKeys.add(derive(oldSecret, type));
            }
            signer = Mac.getInstance(ALGORITHM);
            signer.init(current.toSecretKey(ALGORITHM));
            encodedHeader = encodedHeader(type, current.getKeyID());
            processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(type)));
            processor.setJWSKeySelector(
                    new JWSVerificationKeySelector<>(HS256, new ImmutableJWKSet<>(new JWKSet(verificationKeys))));
            processor.setJWTClaimsSetVerifier(claimsVerifier);
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException("This Java runtime cannot derive keys for letter links", e);
        }
    }

    private static OctetSequenceKey derive(Secret secret, String type) throws GeneralSecurityException, JOSEException {
        HKDFParameterSpec parameters = HKDFParameterSpec.ofExtract()
                .addIKM(secret.bytes())
                .thenExpand(("tidings letter link " + type).getBytes(StandardCharsets.UTF_8), KEY_BYTES);
        SecretKey derived = KDF.getInstance("HKDF-SHA256").deriveKey(ALGORITHM, parameters);
        String thumbprint = new OctetSequenceKey.Builder(derived)
                .build()
                .computeThumbprint()
                .toString();
        return new OctetSequenceKey.Builder(derived)
                .keyID(thumbprint.substring(0, KEY_ID_LENGTH))
                .build();
    }

    private static byte[] encodedHeader(String type, String keyId) {
        JWSHeader header = new JWSHeader.Builder(HS256)
                .type(new JOSEObjectType(type))
                .keyID(keyId)
                .build();
        return (header.toBase64URL() + ".").getBytes(StandardCharsets.US_ASCII);
    }

    /** Builds the compact form (RFC 7515, 7.1) directly for speed, because a letter has up to two dozen links. */
    public String sign(Map<String, Object> claims) {
        byte[] payload = BASE64.encode(JSON.writeValueAsBytes(claims));
        int signedLength = encodedHeader.length + payload.length;
        byte[] token = Arrays.copyOf(encodedHeader, signedLength + 1 + SIGNATURE_LENGTH);
        System.arraycopy(payload, 0, token, encodedHeader.length, payload.length);
        byte[] signature = BASE64.encode(signature(token, signedLength));
        token[signedLength] = '.';
        System.arraycopy(signature, 0, token, signedLength + 1, SIGNATURE_LENGTH);
        return new String(token, StandardCharsets.US_ASCII);
    }

    private byte[] signature(byte[] token, int length) {
        try {
            Mac mac = (Mac) signer.clone();
            mac.update(token, 0, length);
            return mac.doFinal();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("This Java runtime cannot copy a signer of letter links", e);
        }
    }

    /** Returns the claims. Throws if the token is invalid, of another type, or has wrong claims. */
    public JWTClaimsSet verify(String token) throws ParseException, BadJOSEException, JOSEException {
        return processor.process(token, null);
    }
}
