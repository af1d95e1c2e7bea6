package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.tidings.audience.UnsubscribeTokens;
import dev.tidings.audience.UnsubscribeTokens.LinkBearer;
import dev.tidings.audience.UnsubscribeTokens.LinkPurpose;
import dev.tidings.core.Secret;
import dev.tidings.settings.Settings;
import dev.tidings.testkit.FakeWebSite;
import dev.tidings.testkit.SettableClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;

/** Tokens that are accepted as a user's. */
class UserTokenDecoderTest {
    private static final Instant NOW = Instant.parse("2026-11-16T15:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final Secret SECRET = new Secret("0123456789abcdef0123456789abcdef");

    private static RSAKey rsa;
    private static ECKey ec;
    private static FakeWebSite keys;

    @BeforeAll
    static void publishKeys() throws JOSEException {
        rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        String set = new JWKSet(List.of(rsa.toPublicJWK(), ec.toPublicJWK())).toString();
        keys = new FakeWebSite().page("/keys", "application/json", set);
    }

    @AfterAll
    static void withdrawKeys() {
        keys.close();
    }

    @Test
    void tokenSignedWithTheSharedSecretNamesItsUser() throws JOSEException {
        assertThat(bySecret().decode(hs256(claims().build(), SECRET)).getSubject())
                .isEqualTo("ada");
    }

    @Test
    void tokensSignedWithTheKeySetNameTheirUsers() throws JOSEException {
        assertThat(byKeySet().decode(rs256(claims().build())).getSubject()).isEqualTo("ada");
        assertThat(byKeySet()
                        .decode(sign(JWSAlgorithm.ES256, "ec", "at+jwt", new ECDSASigner(ec)))
                        .getSubject())
                .isEqualTo("ada");
    }

    @Test
    void sharedSecretAndKeySetWorkTogether() throws JOSEException {
        UserTokenDecoder both =
                new UserTokenDecoder(new Settings.UserTokenSettings(SECRET, address(), null, null), CLOCK);
        assertThat(both.decode(hs256(claims().build(), SECRET)).getSubject()).isEqualTo("ada");
        assertThat(both.decode(rs256(claims().build())).getSubject()).isEqualTo("ada");
    }

    @Test
    void tokenIsValidFromNotBeforeUntilExpiration() throws JOSEException {
        Date before = Date.from(NOW.minusSeconds(120));
        Date after = Date.from(NOW.plusSeconds(120));

        assertThat(bySecret()
                        .decode(hs256(
                                claims().notBeforeTime(before)
                                        .expirationTime(after)
                                        .build(),
                                SECRET))
                        .getSubject())
                .isEqualTo("ada");
        assertRefused(bySecret(), hs256(claims().expirationTime(before).build(), SECRET));
        assertRefused(bySecret(), hs256(claims().notBeforeTime(after).build(), SECRET));
    }

    @Test
    void forgedTokensAreRefused() throws JOSEException {
        JWTClaimsSet claims = claims().build();
        Secret publicKey = new Secret(rsa.toPublicJWK().toJSONString());

        assertRefused(bySecret(), new PlainJWT(claims).serialize());
        assertRefused(bySecret(), hs256(claims, new Secret("another secret of at least 32 bytes")));
        assertRefused(bySecret(), rs256(claims));
        assertRefused(byKeySet(), hs256(claims, publicKey));
        assertRefused(byKeySet(), hs256(claims, new Secret(new String(pem(), StandardCharsets.ISO_8859_1))));
        assertRefused(bySecret(), sign(JWSAlgorithm.HS512, "", "JWT", new MACSigner("0123456789abcdef".repeat(4))));
        assertRefused(bySecret(), "a.b.c");
        assertRefused(bySecret(), "nothing");
    }

    @Test
    void tokenWithoutSubjectIsRefused() throws JOSEException {
        assertRefused(bySecret(), hs256(claims().subject(null).build(), SECRET));
        assertRefused(bySecret(), hs256(claims().subject("").build(), SECRET));
    }

    @Test
    void tokenThatNeverExpiresIsRefused() throws JOSEException {
        assertRefused(bySecret(), hs256(claims().expirationTime(null).build(), SECRET));
    }

    @Test
    void tokenOfAnotherIssuerOrForAnotherAudienceIsRefused() throws JOSEException {
        UserTokenDecoder strict = new UserTokenDecoder(
                new Settings.UserTokenSettings(SECRET, address(), "https://login.example", "tidings"), CLOCK);
        JWTClaimsSet right = claims().issuer("https://login.example")
                .audience(List.of("app", "tidings"))
                .build();

        assertThat(strict.decode(hs256(right, SECRET)).getSubject()).isEqualTo("ada");
        assertThat(strict.decode(rs256(right)).getSubject()).isEqualTo("ada");
        assertRefused(strict, rs256(claims().build()));
        assertRefused(strict, rs256(claims().issuer("https://login.example").build()));
        assertRefused(strict, rs256(claims().audience("tidings").build()));
        assertRefused(
                strict,
                rs256(claims().issuer("https://login.example/")
                        .audience("tidings")
                        .build()));
        assertRefused(
                strict,
                rs256(claims().issuer("https://login.example").audience("app").build()));
    }

    @Test
    void tokenForAnotherPurposeIsRefused() throws JOSEException {
        assertThat(bySecret()
                        .decode(hs256(claims().claim("token_use", "access").build(), SECRET))
                        .getSubject())
                .isEqualTo("ada");
        assertRefused(bySecret(), hs256(claims().claim("token_use", "id").build(), SECRET));
        assertRefused(
                bySecret(), hs256(claims().claim("purpose", "reset-password").build(), SECRET));
    }

    @Test
    void keySetIsReadOnceInThirtySecondsForUnknownKeys() throws JOSEException {
        SettableClock clock = new SettableClock(NOW);
        FakeWebSite site = new FakeWebSite().page("/keys", "application/json", "{\"keys\": []}");
        UserTokenDecoder tokens =
                new UserTokenDecoder(new Settings.UserTokenSettings(null, site.url("/keys"), null, null), clock);
        for (int i = 0; i < 20; i++) {
            assertRefused(tokens, rs256(claims().build()));
        }
        assertThat(site.requests()).hasSize(1);

        site.page("/keys", "application/json", new JWKSet(rsa.toPublicJWK()).toString());
        clock.advance(UserKeySet.RETRY);
        assertThat(tokens.decode(rs256(claims().build())).getSubject()).isEqualTo("ada");
        site.close();
        clock.advance(UserKeySet.LIFE);
        assertThat(tokens.decode(rs256(claims().expirationTime(null)
                                .expirationTime(Date.from(NOW.plusSeconds(3600)))
                                .build()))
                        .getSubject())
                .isEqualTo("ada");
    }

    @Test
    void keySetOfMoreThan256KilobytesIsNotRead() {
        try (FakeWebSite site = new FakeWebSite()
                .page("/keys", "application/json", "{\"keys\": [" + " ".repeat(UserKeySet.MAX_BYTES) + "]}")) {
            UserTokenDecoder tokens =
                    new UserTokenDecoder(new Settings.UserTokenSettings(null, site.url("/keys"), null, null), CLOCK);
            assertThat(catchThrowable(() -> tokens.decode(rs256(claims().build()))))
                    .isInstanceOf(JwtException.class)
                    .isNotInstanceOf(BadJwtException.class);
        }
    }

    @Test
    void linkTokenIsNotAUserToken() {
        UnsubscribeTokens links = new UnsubscribeTokens(SECRET, List.of(), CLOCK);
        for (LinkPurpose purpose : LinkPurpose.values()) {
            assertRefused(bySecret(), links.issue(purpose, new LinkBearer("ada", "living-lytics")));
        }
    }

    @Test
    void withoutAnyKeyEveryTokenIsRefused() throws JOSEException {
        UserTokenDecoder withoutKeys =
                new UserTokenDecoder(new Settings.UserTokenSettings(null, null, null, null), CLOCK);
        assertRefused(withoutKeys, hs256(claims().build(), SECRET));
        assertRefused(withoutKeys, rs256(claims().build()));
    }

    @Test
    void unreachableKeySetDoesNotMakeATokenBad() {
        UserTokenDecoder unreachable = new UserTokenDecoder(
                new Settings.UserTokenSettings(null, URI.create("http://localhost:1/keys"), null, null), CLOCK);
        assertThat(catchThrowable(() -> unreachable.decode(rs256(claims().build()))))
                .isInstanceOf(JwtException.class)
                .isNotInstanceOf(BadJwtException.class);
    }

    private static void assertRefused(UserTokenDecoder tokens, String token) {
        assertThatThrownBy(() -> tokens.decode(token)).isInstanceOf(BadJwtException.class);
    }

    private static UserTokenDecoder bySecret() {
        return new UserTokenDecoder(new Settings.UserTokenSettings(SECRET, null, null, null), CLOCK);
    }

    private static UserTokenDecoder byKeySet() {
        return new UserTokenDecoder(new Settings.UserTokenSettings(null, address(), null, null), CLOCK);
    }

    private static URI address() {
        return keys.url("/keys");
    }

    private static byte[] pem() throws JOSEException {
        return rsa.toRSAPublicKey().getEncoded();
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().subject("ada").expirationTime(Date.from(NOW.plusSeconds(600)));
    }

    private static String hs256(JWTClaimsSet claims, Secret secret) throws JOSEException {
        return sign(JWSAlgorithm.HS256, "", "JWT", new MACSigner(secret.bytes()), claims);
    }

    private static String rs256(JWTClaimsSet claims) throws JOSEException {
        return sign(JWSAlgorithm.RS256, "rsa", "JWT", new RSASSASigner(rsa), claims);
    }

    private static String sign(JWSAlgorithm algorithm, String keyId, String type, JWSSigner signer)
            throws JOSEException {
        return sign(algorithm, keyId, type, signer, claims().build());
    }

    private static String sign(JWSAlgorithm algorithm, String keyId, String type, JWSSigner signer, JWTClaimsSet claims)
            throws JOSEException {
        JWSHeader.Builder header = new JWSHeader.Builder(algorithm).type(new JOSEObjectType(type));
        SignedJWT token = new SignedJWT(
                keyId.isEmpty() ? header.build() : header.keyID(keyId).build(), claims);
        token.sign(signer);
        return token.serialize();
    }
}
