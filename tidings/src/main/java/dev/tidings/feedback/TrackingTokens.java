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
 * Signs and verifies the tokens of tracked links. Tokens are self-contained. Those in letters do not expire, and the
 * same content gives the same token. Each token type has its own keys.
 */
public final class TrackingTokens {
    private static final Duration UNDO_LIFETIME = Duration.ofDays(1);

    private final InstantSource clock;
    private final LinkTokenSigner openKeys;
    private final LinkTokenSigner clickKeys;
    private final LinkTokenSigner ratingKeys;
    private final LinkTokenSigner undoKeys;

    /**
     * @param secret signs and verifies
     * @param oldSecrets only verify, so links in older letters keep working
     */
    public TrackingTokens(Secret secret, List<Secret> oldSecrets, InstantSource clock) {
        this.clock = clock;
        Set<String> ratingClaims = Set.of("letter", "user_id", "digest", "item", "more");
        openKeys = keys("open+jwt", secret, oldSecrets, Set.of("letter"));
        clickKeys = keys("click+jwt", secret, oldSecrets, Set.of("letter", "url"));
        ratingKeys = keys("opinion+jwt", secret, oldSecrets, ratingClaims);
        undoKeys = keys("undo-opinion+jwt", secret, oldSecrets, ratingClaims);
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

    public String ratingToken(ItemRating rating) {
        return ratingKeys.sign(claims(rating));
    }

    public Optional<ItemRating> readRating(String token) {
        return read(ratingKeys, token, TrackingTokens::toRating);
    }

    /** A token that undoes the rating, valid for one day. */
    public String undoToken(ItemRating rating) {
        Map<String, Object> claims = claims(rating);
        claims.put("exp", clock.instant().plus(UNDO_LIFETIME).getEpochSecond());
        return undoKeys.sign(claims);
    }

    public Optional<ItemRating> readUndo(String token) {
        return read(undoKeys, token, TrackingTokens::toRating);
    }

    private static Map<String, Object> claims(long letterId) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("aud", LinkClaimsVerifier.AUDIENCE);
        claims.put("letter", letterId);
        return claims;
    }

    private static Map<String, Object> claims(ItemRating rating) {
        Map<String, Object> claims = claims(rating.letterId());
        claims.put("user_id", rating.userId());
        claims.put("digest", rating.digest());
        claims.put("item", rating.itemId());
        claims.put("more", rating.more());
        return claims;
    }

    private static ItemRating toRating(JWTClaimsSet claims) throws ParseException {
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

    /** Empty if the token is invalid, of another type, or expired. */
    private static <T> Optional<T> read(LinkTokenSigner signer, String token, ClaimsReader<T> reader) {
        try {
            return Optional.of(reader.of(signer.verify(token)));
        } catch (ParseException | BadJOSEException | JOSEException e) {
            return Optional.empty();
        }
    }
}
