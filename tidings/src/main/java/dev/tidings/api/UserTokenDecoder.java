package dev.tidings.api;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import dev.tidings.core.Secret;
import dev.tidings.settings.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestTemplate;

/**
 * Verifies the product's user tokens: HS256 with the shared secret, RS256 to ES512 with the key set. Each key is used
 * for its own algorithms only (RFC 8725 3.1). {@code exp} and {@code nbf} are checked if present; {@code sub} is
 * required.
 */
final class UserTokenDecoder implements JwtDecoder {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final List<SignatureAlgorithm> KEY_SET_ALGORITHMS = List.of(
            SignatureAlgorithm.RS256,
            SignatureAlgorithm.RS384,
            SignatureAlgorithm.RS512,
            SignatureAlgorithm.ES256,
            SignatureAlgorithm.ES384,
            SignatureAlgorithm.ES512);

    private final @Nullable JwtDecoder bySecret;
    private final @Nullable JwtDecoder byKeySet;

    UserTokenDecoder(Settings.UserTokenSettings settings, InstantSource clock) {
        OAuth2TokenValidator<Jwt> claims = claims(clock);
        bySecret = settings.secret() == null ? null : bySecret(settings.secret(), claims);
        byKeySet = settings.jwksUrl() == null ? null : byKeySet(settings.jwksUrl(), claims);
    }

    private static OAuth2TokenValidator<Jwt> claims(InstantSource clock) {
        JwtTimestampValidator time = new JwtTimestampValidator();
        time.setClock(clock.withZone(ZoneOffset.UTC));
        JwtTypeValidator type = new JwtTypeValidator("JWT", "at+jwt");
        type.setAllowEmpty(true);
        return new DelegatingOAuth2TokenValidator<>(
                time,
                type,
                new JwtClaimValidator<String>(JwtClaimNames.SUB, subject -> subject != null && !subject.isEmpty()));
    }

    private static JwtDecoder bySecret(Secret secret, OAuth2TokenValidator<Jwt> claims) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withSecretKey(new SecretKeySpec(secret.bytes(), "HmacSHA256"))
                .macAlgorithm(MacAlgorithm.HS256)
                .validateType(false)
                .build();
        decoder.setJwtValidator(claims);
        return decoder;
    }

    private static JwtDecoder byKeySet(URI address, OAuth2TokenValidator<Jwt> claims) {
        JdkClientHttpRequestFactory http = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(TIMEOUT).build());
        http.setReadTimeout(TIMEOUT);
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(address.toString())
                .jwsAlgorithms(algorithms -> algorithms.addAll(KEY_SET_ALGORITHMS))
                .restOperations(new RestTemplate(http))
                .validateType(false)
                .build();
        decoder.setJwtValidator(claims);
        return decoder;
    }

    @Override
    public Jwt decode(String token) {
        JwtDecoder decoder = JWSAlgorithm.HS256.equals(algorithm(token)) ? bySecret : byKeySet;
        if (decoder == null) {
            throw new BadJwtException("No key is configured for the token's algorithm");
        }
        return decoder.decode(token);
    }

    private static JWSAlgorithm algorithm(String token) {
        try {
            return JWSObject.parse(token).getHeader().getAlgorithm();
        } catch (ParseException e) {
            throw new BadJwtException("The token is neither the admin token nor a signed JWT", e);
        }
    }
}
