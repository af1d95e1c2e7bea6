package dev.tidings.api;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import dev.tidings.core.Secret;
import dev.tidings.settings.Settings;
import java.text.ParseException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Verifies the product's user tokens: HS256 with the shared secret, RS256 to ES512 with the key set. Each key is used
 * for its own algorithms only (RFC 8725 3.1). {@code exp} and {@code sub} are required, {@code nbf} is checked if
 * present. {@code iss} and {@code aud} are those of the settings, if they name any.
 */
final class UserTokenDecoder implements JwtDecoder {
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
        OAuth2TokenValidator<Jwt> claims = claims(settings, clock);
        bySecret = settings.secret() == null ? null : bySecret(settings.secret(), claims);
        byKeySet = settings.jwksUrl() == null ? null : byKeySet(new UserKeySet(settings.jwksUrl(), clock), claims);
    }

    private static OAuth2TokenValidator<Jwt> claims(Settings.UserTokenSettings settings, InstantSource clock) {
        JwtTimestampValidator time = new JwtTimestampValidator();
        time.setClock(clock.withZone(ZoneOffset.UTC));
        JwtTypeValidator type = new JwtTypeValidator("JWT", "at+jwt");
        type.setAllowEmpty(true);
        return new DelegatingOAuth2TokenValidator<>(
                time,
                type,
                requirement("exp", token -> token.getExpiresAt() != null),
                requirement(
                        "iss",
                        token -> isIssuer(settings.issuer(), token.getClaims().get(JwtClaimNames.ISS))),
                requirement("aud", token -> isAudience(settings.audience(), token.getAudience())),
                requirement("token_use", token -> isForAccess(token.getClaims().get("token_use"))),
                requirement("purpose", token -> isForAccess(token.getClaims().get("purpose"))),
                requirement(
                        "sub",
                        token -> token.getSubject() != null
                                && !token.getSubject().isEmpty()));
    }

    private static OAuth2TokenValidator<Jwt> requirement(String claim, Predicate<Jwt> holds) {
        OAuth2TokenValidatorResult refusal = OAuth2TokenValidatorResult.failure(
                new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, claim + " is missing or wrong", null));
        return token -> holds.test(token) ? OAuth2TokenValidatorResult.success() : refusal;
    }

    private static boolean isIssuer(@Nullable String required, @Nullable Object issuer) {
        return required == null || required.equals(String.valueOf(issuer));
    }

    private static boolean isAudience(@Nullable String required, @Nullable List<String> audience) {
        return required == null || (audience != null && audience.contains(required));
    }

    /** Whether the product did not issue the token for something else, such as resetting a password (RFC 8725 3.12). */
    private static boolean isForAccess(@Nullable Object use) {
        return use == null || use.equals("access");
    }

    private static JwtDecoder bySecret(Secret secret, OAuth2TokenValidator<Jwt> claims) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withSecretKey(new SecretKeySpec(secret.bytes(), "HmacSHA256"))
                .macAlgorithm(MacAlgorithm.HS256)
                .validateType(false)
                .build();
        decoder.setJwtValidator(claims);
        return decoder;
    }

    private static JwtDecoder byKeySet(UserKeySet keys, OAuth2TokenValidator<Jwt> claims) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithms(algorithms -> algorithms.addAll(KEY_SET_ALGORITHMS))
                .jwtProcessorCustomizer(processor -> processor.setJWSTypeVerifier((type, context) -> {}))
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
