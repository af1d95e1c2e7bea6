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
 * The signed tokens in letters' links: they change one user's opt-ins without a sign-in, and read nothing else.
 *
 * <p>Each is a JWT after RFC 8725: HS256 alone, a {@code typ}, {@code purpose} and key of its own per {@link LinkPurpose},
 * {@code aud} and {@code kid}. Those in letters do not expire and hold nothing that varies, so the same letter has the
 * same links at every rendering.
 */
public final class UnsubscribeTokens {
    /** What a token lets its bearer do. */
    public enum LinkPurpose {
        UNSUBSCRIBE("unsub+jwt", null),
        PREFERENCES("prefs+jwt", null),
        /** Takes an unsubscribe back, for a day. */
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

    /** Whom a token speaks for, and the digest whose letter it came with. */
    public record LinkBearer(String userId, String digest) {}

    private final InstantSource clock;
    private final Map<LinkPurpose, LinkTokenSigner> keys = new EnumMap<>(LinkPurpose.class);

    /**
     * @param secret signs and reads
     * @param oldSecrets read only: links in letters that were signed with them go on working
     */
    public UnsubscribeTokens(Secret secret, List<Secret> oldSecrets, InstantSource clock) {
        this.clock = clock;
        for (LinkPurpose purpose : LinkPurpose.values()) {
            keys.put(purpose, new LinkTokenSigner(purpose.type, secret, oldSecrets, claims(purpose, clock)));
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
        return keys(purpose).sign(claims);
    }

    /** Whom the token speaks for; empty if it is not one of ours, was issued for something else, or has expired. */
    public Optional<LinkBearer> verify(LinkPurpose purpose, String token) {
        try {
            JWTClaimsSet claims = keys(purpose).verify(token);
            return Optional.of(new LinkBearer(claims.getStringClaim("user_id"), claims.getStringClaim("digest")));
        } catch (ParseException | BadJOSEException | JOSEException e) {
            return Optional.empty();
        }
    }

    private LinkTokenSigner keys(LinkPurpose purpose) {
        return Objects.requireNonNull(keys.get(purpose));
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
