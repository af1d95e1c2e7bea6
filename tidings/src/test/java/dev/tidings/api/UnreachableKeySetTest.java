package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApiClient.TestApiResponse;
import dev.tidings.testing.TestApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Responses to user tokens while the product's key set is unreachable. */
class UnreachableKeySetTest {
    @RegisterExtension
    static final TestApplication app =
            TestApplication.serving().with("AUTH_SECRET", null).with("AUTH_JWKS_URL", "http://localhost:1/keys");

    @Test
    void unverifiableTokenIs503() throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.RS256),
                new JWTClaimsSet.Builder().subject("ada").build());
        token.sign(new RSASSASigner(new RSAKeyGenerator(2048).generate()));
        TestApiResponse answer = TestApiClient.withHeaders(app, "Authorization", "Bearer " + token.serialize())
                .get("/v1/digest/preferences");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("detail").asString()).contains("cannot be reached");
    }

    @Test
    void tokenOfAnUnconfiguredKindIs401() {
        assertThat(TestApiClient.asUser(app, "ada")
                        .get("/v1/digest/preferences")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void administratorsAreNotAffected() {
        assertThat(TestApiClient.asAdmin(app).get("/v1/editions").status()).isEqualTo(200);
    }
}
