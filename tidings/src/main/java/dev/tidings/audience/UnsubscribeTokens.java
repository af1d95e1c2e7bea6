package dev.tidings.audience;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.tidings.core.Secret;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Issues and verifies the tokens of unsubscribe and preferences links. They change one user's opt-ins without a sign-in
 * and give no other access.
 *
 * <p>Each is a JWT per RFC 8725: only HS256, with {@code typ}, {@code purpose} and key per {@link LinkPurpose}, {@code
 * aud} and {@code kid}. Tokens in letters do not expire, and the same letter always has the same tokens.
 */
public final class UnsubscribeTokens {
    /** What a token permits. */
    public enum LinkPurpose {
        UNSUBSCRIBE("unsub+jwt", null),
        PREFERENCES("prefs+jwt", null),
        /** Undoes an unsubscribe, for one day. */
        UNDO("undo+jwt", Duration.ofDays(1));

        private final String type;
        private final @Nullable Duration lifetime;

        LinkPurpose(String type, @Nullable Duration lifetime) {
            this.type = type;
            this.lifetime = lifetime;
        }

        private String claimValue() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The user a token was issued for, and the digest of its letter. */
    public record LinkBearer(String userId, String digest) {}

    private final InstantSource clock;
    private final Map<LinkPurpose, LinkTokenSigner> signers = new EnumMap<>(LinkPurpose.class);

    /**
     * @param secret signs and verifies
     * @param oldSecrets only verify, so links in older letters keep working
     */
    public UnsubscribeTokens(Secret secret, List<Secret> oldSecrets, InstantSource clock) {
        this.clock = clock;
        for (LinkPurpose purpose : LinkPurpose.values()) {
            signers.put(purpose, new LinkTokenSigner(purpose.type, secret, oldSecrets, claims(purpose, clock)));
        }
    }

    public String issue(LinkPurpose purpose, LinkBearer bearer) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("user_id", bearer.userId());
        claims.put("purpose", purpose.claimValue());
        claims.put("digest", bearer.digest());
        claims.put("aud", LinkClaimsVerifier.AUDIENCE);
        if (purpose.lifetime != null) {
            claims.put("exp", clock.instant().plus(purpose.lifetime).getEpochSecond());
        }
        return signer(purpose).sign(claims);
    }

    /** The bearer of the token; empty if it is invalid, of another purpose, or expired. */
    public Optional<LinkBearer> verify(LinkPurpose purpose, String token) {
        try {
            JWTClaimsSet claims = signer(purpose).verify(token);
            return Optional.of(new LinkBearer(claims.getStringClaim("user_id"), claims.getStringClaim("digest")));
        } catch (ParseException | BadJOSEException | JOSEException e) {
            return Optional.empty();
        }
    }

    private LinkTokenSigner signer(LinkPurpose purpose) {
        return Objects.requireNonNull(signers.get(purpose));
    }

    private static LinkClaimsVerifier claims(LinkPurpose purpose, InstantSource clock) {
        return new LinkClaimsVerifier(
                new JWTClaimsSet.Builder()
                        .claim("purpose", purpose.claimValue())
                        .build(),
                purpose.lifetime == null ? Set.of("user_id", "digest") : Set.of("user_id", "digest", "exp"),
                clock);
    }
}
