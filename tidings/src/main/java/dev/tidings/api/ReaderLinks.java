package dev.tidings.api;

import dev.tidings.audience.UnsubscribeTokens;
import dev.tidings.audience.UnsubscribeTokens.Bearer;
import dev.tidings.audience.UnsubscribeTokens.Purpose;
import dev.tidings.feedback.Followed;
import dev.tidings.feedback.Opinion;
import dev.tidings.feedback.TrackingTokens;
import dev.tidings.render.Letter;
import dev.tidings.render.LetterLinks;
import java.net.URI;

/** The addresses in letters: the public one of this program, and a token for the reader or the letter. */
final class ReaderLinks implements LetterLinks {
    static final String UNSUBSCRIBE = "/v1/digest/unsubscribe";
    static final String UNDO = "/v1/digest/unsubscribe/undo";
    static final String PREFERENCES = "/v1/digest/preferences/page";
    static final String OPENED = "/v1/digest/open";
    static final String FOLLOWED = "/v1/digest/click";
    static final String OPINION = "/v1/digest/feedback";
    static final String UNDO_OPINION = "/v1/digest/feedback/undo";

    private final String publicUrl;
    private final UnsubscribeTokens tokens;
    private final TrackingTokens tracking;

    /** @param publicUrl without a slash at the end */
    ReaderLinks(URI publicUrl, UnsubscribeTokens tokens, TrackingTokens tracking) {
        this.publicUrl = publicUrl.toASCIIString();
        this.tokens = tokens;
        this.tracking = tracking;
    }

    @Override
    public String unsubscribe(String digest, String userId) {
        return link(UNSUBSCRIBE, Purpose.UNSUBSCRIBE, new Bearer(userId, digest));
    }

    @Override
    public String preferences(String digest, String userId) {
        return link(PREFERENCES, Purpose.PREFERENCES, new Bearer(userId, digest));
    }

    private String link(String path, Purpose purpose, Bearer bearer) {
        return link(path, tokens.issue(purpose, bearer));
    }

    @Override
    public String opened(Letter letter) {
        return link(OPENED, tracking.opened(letter.id()));
    }

    @Override
    public String button(Letter letter, String to) {
        return followed(new Followed(letter.id(), null, false, to));
    }

    @Override
    public String item(Letter letter, String itemId, String to) {
        return followed(new Followed(letter.id(), itemId, false, to));
    }

    @Override
    public String trap(Letter letter, String to) {
        return followed(new Followed(letter.id(), null, true, to));
    }

    private String followed(Followed link) {
        return link(FOLLOWED, tracking.followed(link));
    }

    @Override
    public String more(Letter letter, String itemId) {
        return opinion(letter, itemId, true);
    }

    @Override
    public String less(Letter letter, String itemId) {
        return opinion(letter, itemId, false);
    }

    private String opinion(Letter letter, String itemId, boolean more) {
        String userId = letter.recipient().userId();
        return link(OPINION, tracking.opinion(new Opinion(letter.id(), userId, letter.digest(), itemId, more)));
    }

    private String link(String path, String token) {
        return publicUrl + path + "?token=" + token;
    }
}
