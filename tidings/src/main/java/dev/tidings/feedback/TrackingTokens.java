package dev.tidings.feedback;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.tidings.audience.LinkClaims;
import dev.tidings.audience.LinkKeys;
import dev.tidings.core.Secret;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The signed tokens in the links that tell what became of a letter. They hold all that is needed, so that they work for
 * as long as the letter lies in a mailbox; those in letters do not expire and hold nothing that varies. A kind of link
 * has keys of its own: no token can be taken for one of another kind.
 */
public final class TrackingTokens {
    private static final Duration TO_UNDO = Duration.ofDays(1);

    private final InstantSource clock;
    private final LinkKeys opened;
    private final LinkKeys followed;
    private final LinkKeys opinions;
    private final LinkKeys undone;

    /**
     * @param secret signs and reads
     * @param oldSecrets read only: links in letters that were signed with them go on working
     */
    public TrackingTokens(Secret secret, List<Secret> oldSecrets, InstantSource clock) {
        this.clock = clock;
        Set<String> opinion = Set.of("letter", "user_id", "digest", "item", "more");
        opened = keys("open+jwt", secret, oldSecrets, Set.of("letter"));
        followed = keys("click+jwt", secret, oldSecrets, Set.of("letter", "url"));
        opinions = keys("opinion+jwt", secret, oldSecrets, opinion);
        undone = keys("undo-opinion+jwt", secret, oldSecrets, opinion);
    }

    private LinkKeys keys(String type, Secret secret, List<Secret> oldSecrets, Set<String> required) {
        return new LinkKeys(
                type, secret, oldSecrets, new LinkClaims(new JWTClaimsSet.Builder().build(), required, clock));
    }

    public String opened(long letterId) {
        return opened.sign(claims(letterId));
    }

    public Optional<Long> readOpened(String token) {
        return read(opened, token, claims -> claims.getLongClaim("letter"));
    }

    public String followed(Followed link) {
        Map<String, Object> claims = claims(link.letterId());
        if (link.itemId() != null) {
            claims.put("item", link.itemId());
        }
        if (link.trap()) {
            claims.put("trap", true);
        }
        claims.put("url", link.to());
        return followed.sign(claims);
    }

    public Optional<Followed> readFollowed(String token) {
        return read(
                followed,
                token,
                claims -> new Followed(
                        claims.getLongClaim("letter"),
                        claims.getStringClaim("item"),
                        Boolean.TRUE.equals(claims.getBooleanClaim("trap")),
                        claims.getURIClaim("url").toASCIIString()));
    }

    public String opinion(Opinion opinion) {
        return opinions.sign(claims(opinion));
    }

    public Optional<Opinion> readOpinion(String token) {
        return read(opinions, token, TrackingTokens::opinion);
    }

    /** A token that takes the opinion back, for a day. */
    public String undo(Opinion opinion) {
        Map<String, Object> claims = claims(opinion);
        claims.put("exp", clock.instant().plus(TO_UNDO).getEpochSecond());
        return undone.sign(claims);
    }

    public Optional<Opinion> readUndo(String token) {
        return read(undone, token, TrackingTokens::opinion);
    }

    private static Map<String, Object> claims(long letterId) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("aud", LinkClaims.AUDIENCE);
        claims.put("letter", letterId);
        return claims;
    }

    private static Map<String, Object> claims(Opinion opinion) {
        Map<String, Object> claims = claims(opinion.letterId());
        claims.put("user_id", opinion.userId());
        claims.put("digest", opinion.digest());
        claims.put("item", opinion.itemId());
        claims.put("more", opinion.more());
        return claims;
    }

    private static Opinion opinion(JWTClaimsSet claims) throws ParseException {
        return new Opinion(
                claims.getLongClaim("letter"),
                claims.getStringClaim("user_id"),
                claims.getStringClaim("digest"),
                claims.getStringClaim("item"),
                claims.getBooleanClaim("more"));
    }

    private interface Reading<T> {
        T of(JWTClaimsSet claims) throws ParseException;
    }

    /** Empty if the token is not one of ours, is of another kind, or has expired. */
    private static <T> Optional<T> read(LinkKeys keys, String token, Reading<T> reading) {
        try {
            return Optional.of(reading.of(keys.read(token)));
        } catch (ParseException | BadJOSEException | JOSEException e) {
            return Optional.empty();
        }
    }
}
