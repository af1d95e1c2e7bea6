package dev.tidings.audience;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.tidings.audience.UnsubscribeTokens.LinkBearer;
import dev.tidings.audience.UnsubscribeTokens.LinkPurpose;
import dev.tidings.core.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnsubscribeTokensTest {
    private static final Instant NOW = Instant.parse("2026-11-16T15:00:00Z");
    private static final Secret SECRET = new Secret("0123456789abcdef0123456789abcdef");
    private static final Secret OTHER = new Secret("fedcba9876543210fedcba9876543210");
    private static final LinkBearer ADA = new LinkBearer("ada", "living-lytics");

    private final UnsubscribeTokens tokens = tokens(SECRET, List.of(), NOW);

    @ParameterizedTest
    @EnumSource(LinkPurpose.class)
    void tokenIsValidForItsOwnPurposeOnly(LinkPurpose issued) {
        String token = tokens.issue(issued, ADA);

        for (LinkPurpose purpose : LinkPurpose.values()) {
            if (purpose == issued) {
                assertThat(tokens.verify(purpose, token)).contains(ADA);
            } else {
                assertThat(tokens.verify(purpose, token)).isEmpty();
            }
        }
    }

    @Test
    void unsubscribeTokenHasTheRequiredClaims() throws Exception {
        SignedJWT token = SignedJWT.parse(tokens.issue(LinkPurpose.UNSUBSCRIBE, ADA));

        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.HS256);
        assertThat(token.getHeader().getType()).isEqualTo(new JOSEObjectType("unsub+jwt"));
        assertThat(token.getHeader().getKeyID()).hasSize(8);
        assertThat(token.getPayload().toJSONObject())
                .isEqualTo(Map.of(
                        "user_id", "ada", "purpose", "unsubscribe", "digest", "living-lytics", "aud", "tidings"));
    }

    @Test
    void sameLetterAlwaysHasTheSameLinks() {
        UnsubscribeTokens yearsLater = tokens(SECRET, List.of(), NOW.plus(Duration.ofDays(4000)));
        for (LinkPurpose purpose : List.of(LinkPurpose.UNSUBSCRIBE, LinkPurpose.PREFERENCES)) {
            String token = tokens.issue(purpose, ADA);
            assertThat(yearsLater.issue(purpose, ADA)).isEqualTo(token);
            assertThat(yearsLater.verify(purpose, token)).contains(ADA);
        }
    }

    @Test
    void undoTokenExpiresAfterOneDay() {
        String token = tokens.issue(LinkPurpose.UNDO, ADA);

        assertThat(tokens(SECRET, List.of(), NOW.plus(Duration.ofHours(24)).minusSeconds(1))
                        .verify(LinkPurpose.UNDO, token))
                .contains(ADA);
        assertThat(tokens(SECRET, List.of(), NOW.plus(Duration.ofHours(24)).plusSeconds(1))
                        .verify(LinkPurpose.UNDO, token))
                .isEmpty();
    }

    @Test
    void oldSecretVerifiesAndDoesNotSign() {
        String oldToken = tokens.issue(LinkPurpose.UNSUBSCRIBE, ADA);
        UnsubscribeTokens rotated = tokens(OTHER, List.of(SECRET), NOW);

        assertThat(rotated.verify(LinkPurpose.UNSUBSCRIBE, oldToken)).contains(ADA);
        assertThat(tokens.verify(LinkPurpose.UNSUBSCRIBE, rotated.issue(LinkPurpose.UNSUBSCRIBE, ADA)))
                .isEmpty();
    }

    @Test
    void anyChangedCharacterInvalidatesTheToken() {
        String token = tokens.issue(LinkPurpose.UNSUBSCRIBE, ADA);
        Set<Integer> accepted = new HashSet<>();
        for (int i = 0; i < token.length(); i++) {
            char changed = token.charAt(i) == 'A' ? 'Q' : 'A';
            String tampered = token.substring(0, i) + changed + token.substring(i + 1);
            if (tokens.verify(LinkPurpose.UNSUBSCRIBE, tampered).isPresent()) {
                accepted.add(i);
            }
        }
        assertThat(accepted).isEmpty();
    }

    @Test
    void foreignTokensAreRejected() throws Exception {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .claim("user_id", "ada")
                .claim("purpose", "unsubscribe")
                .claim("digest", "living-lytics")
                .audience("tidings")
                .build();
        SignedJWT withoutKeyId = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType("unsub+jwt"))
                        .build(),
                claims);
        withoutKeyId.sign(new MACSigner(SECRET.bytes()));

        assertThat(tokens.verify(LinkPurpose.UNSUBSCRIBE, new PlainJWT(claims).serialize()))
                .isEmpty();
        assertThat(tokens.verify(LinkPurpose.UNSUBSCRIBE, withoutKeyId.serialize()))
                .isEmpty();
        assertThat(tokens(OTHER, List.of(), NOW)
                        .verify(LinkPurpose.UNSUBSCRIBE, tokens.issue(LinkPurpose.UNSUBSCRIBE, ADA)))
                .isEmpty();
        for (String text : List.of("", ".", "..", "a.b.c", "null", "x".repeat(100_000))) {
            assertThat(tokens.verify(LinkPurpose.UNSUBSCRIBE, text)).isEmpty();
        }
    }

    @Test
    void userIdCanBeAnyText() {
        LinkBearer unusual = new LinkBearer("ünïcode \"id\" <&> \u0000 🦉", "living-lytics");
        assertThat(tokens.verify(LinkPurpose.UNSUBSCRIBE, tokens.issue(LinkPurpose.UNSUBSCRIBE, unusual)))
                .contains(unusual);
    }

    private static UnsubscribeTokens tokens(Secret secret, List<Secret> oldSecrets, Instant now) {
        return new UnsubscribeTokens(secret, oldSecrets, InstantSource.fixed(now));
    }
}
