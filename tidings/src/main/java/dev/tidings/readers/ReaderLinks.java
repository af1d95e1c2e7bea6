package dev.tidings.readers;

import dev.tidings.audience.UnsubscribeTokens;
import dev.tidings.audience.UnsubscribeTokens.LinkBearer;
import dev.tidings.audience.UnsubscribeTokens.LinkPurpose;
import dev.tidings.feedback.ClickedLink;
import dev.tidings.feedback.ItemRating;
import dev.tidings.feedback.TrackingTokens;
import dev.tidings.render.Letter;
import dev.tidings.render.LetterLinks;
import java.net.URI;

/** Builds the links in letters: this program's public address with a token for the reader or the letter. */
public final class ReaderLinks implements LetterLinks {
    static final String UNSUBSCRIBE = "/v1/digest/unsubscribe";
    static final String UNDO_UNSUBSCRIBE = "/v1/digest/unsubscribe/undo";
    static final String PREFERENCES = "/v1/digest/preferences/page";
    public static final String OPEN = "/v1/digest/open";
    public static final String CLICK = "/v1/digest/click";
    static final String RATING = "/v1/digest/feedback";
    static final String UNDO_RATING = "/v1/digest/feedback/undo";

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
    public LetterLinks forPreviews() {
        return new PreviewLinks(publicUrl);
    }

    @Override
    public String unsubscribe(String digest, String userId) {
        return link(UNSUBSCRIBE, LinkPurpose.UNSUBSCRIBE, new LinkBearer(userId, digest));
    }

    @Override
    public String preferences(String digest, String userId) {
        return link(PREFERENCES, LinkPurpose.PREFERENCES, new LinkBearer(userId, digest));
    }

    private String link(String path, LinkPurpose purpose, LinkBearer bearer) {
        return link(path, tokens.issue(purpose, bearer));
    }

    @Override
    public String pixel(Letter letter) {
        return link(OPEN, tracking.openToken(letter.id()));
    }

    @Override
    public String button(Letter letter, String to) {
        return click(new ClickedLink(letter.id(), null, false, to));
    }

    @Override
    public String item(Letter letter, String itemId, String to) {
        return click(new ClickedLink(letter.id(), itemId, false, to));
    }

    @Override
    public String trap(Letter letter, String to) {
        return click(new ClickedLink(letter.id(), null, true, to));
    }

    private String click(ClickedLink link) {
        return link(CLICK, tracking.clickToken(link));
    }

    @Override
    public String more(Letter letter, String itemId) {
        return rating(letter, itemId, true);
    }

    @Override
    public String less(Letter letter, String itemId) {
        return rating(letter, itemId, false);
    }

    private String rating(Letter letter, String itemId, boolean more) {
        String userId = letter.recipient().userId();
        return link(RATING, tracking.ratingToken(new ItemRating(letter.id(), userId, letter.digest(), itemId, more)));
    }

    private String link(String path, String token) {
        return publicUrl + path + "?token=" + token;
    }
}
