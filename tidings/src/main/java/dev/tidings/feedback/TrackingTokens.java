package dev.tidings.feedback;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.tidings.audience.LinkClaimsVerifier;
import dev.tidings.audience.LinkTokenSigner;
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
    private static final Duration UNDO_LIFETIME = Duration.ofDays(1);

    private final InstantSource clock;
    private final LinkTokenSigner openKeys;
    private final LinkTokenSigner clickKeys;
    private final LinkTokenSigner ratingKeys;
    private final LinkTokenSigner undoKeys;

    /**
     * @param secret signs and reads
     * @param oldSecrets read only: links in letters that were signed with them go on working
     */
    public TrackingTokens(Secret secret, List<Secret> oldSecrets, InstantSource clock) {
        this.clock = clock;
        Set<String> opinion = Set.of("letter", "user_id", "digest", "item", "more");
        openKeys = keys("open+jwt", secret, oldSecrets, Set.of("letter"));
        clickKeys = keys("click+jwt", secret, oldSecrets, Set.of("letter", "url"));
        ratingKeys = keys("opinion+jwt", secret, oldSecrets, opinion);
        undoKeys = keys("undo-opinion+jwt", secret, oldSecrets, opinion);
    }

    private LinkTokenSigner keys(String type, Secret secret, List<Secret> oldSecrets, Set<String> required) {
        return new LinkTokenSigner(
                type, secret, oldSecrets, new LinkClaimsVerifier(new JWTClaimsSet.Builder().build(), required, clock));
    }

    public String openToken(long letterId) {
        return openKeys.sign(claims(letterId));
    }

    public Optional<Long> readOpen(String token) {
        return read(openKeys, token, claims -> claims.getLongClaim("letter"));
    }

    public String clickToken(ClickedLink link) {
        Map<String, Object> claims = claims(link.letterId());
        if (link.itemId() != null) {
            claims.put("item", link.itemId());
        }
        if (link.trap()) {
            claims.put("trap", true);
        }
        claims.put("url", link.target());
        return clickKeys.sign(claims);
    }

    public Optional<ClickedLink> readClick(String token) {
        return read(
                clickKeys,
                token,
                claims -> new ClickedLink(
                        claims.getLongClaim("letter"),
                        claims.getStringClaim("item"),
                        Boolean.TRUE.equals(claims.getBooleanClaim("trap")),
                        claims.getURIClaim("url").toASCIIString()));
    }

    public String rating(ItemRating opinion) {
        return ratingKeys.sign(claims(opinion));
    }

    public Optional<ItemRating> readRating(String token) {
        return read(ratingKeys, token, TrackingTokens::rating);
    }

    /** A token that takes the opinion back, for a day. */
    public String undoToken(ItemRating opinion) {
        Map<String, Object> claims = claims(opinion);
        claims.put("exp", clock.instant().plus(UNDO_LIFETIME).getEpochSecond());
        return undoKeys.sign(claims);
    }

    public Optional<ItemRating> readUndo(String token) {
        return read(undoKeys, token, TrackingTokens::rating);
    }

    private static Map<String, Object> claims(long letterId) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("aud", LinkClaimsVerifier.AUDIENCE);
        claims.put("letter", letterId);
        return claims;
    }

    private static Map<String, Object> claims(ItemRating opinion) {
        Map<String, Object> claims = claims(opinion.letterId());
        claims.put("user_id", opinion.userId());
        claims.put("digest", opinion.digest());
        claims.put("item", opinion.itemId());
        claims.put("more", opinion.more());
        return claims;
    }

    private static ItemRating rating(JWTClaimsSet claims) throws ParseException {
        return new ItemRating(
                claims.getLongClaim("letter"),
                claims.getStringClaim("user_id"),
                claims.getStringClaim("digest"),
                claims.getStringClaim("item"),
                claims.getBooleanClaim("more"));
    }

    private interface ClaimsReader<T> {
        T of(JWTClaimsSet claims) throws ParseException;
    }

    /** Empty if the token is not one of ours, is of another kind, or has expired. */
    private static <T> Optional<T> read(LinkTokenSigner keys, String token, ClaimsReader<T> reading) {
        try {
            return Optional.of(reading.of(keys.verify(token)));
        } catch (ParseException | BadJOSEException | JOSEException e) {
            return Optional.empty();
        }
    }
}
