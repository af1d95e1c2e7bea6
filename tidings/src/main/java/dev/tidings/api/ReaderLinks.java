package dev.tidings.api;

import dev.tidings.audience.UnsubscribeTokens;
import dev.tidings.audience.UnsubscribeTokens.Bearer;
import dev.tidings.audience.UnsubscribeTokens.Purpose;
import dev.tidings.render.LetterLinks;
import java.net.URI;

/** The addresses in letters: the public one of this program, and a token for the reader. */
final class ReaderLinks implements LetterLinks {
    static final String UNSUBSCRIBE = "/v1/digest/unsubscribe";
    static final String UNDO = "/v1/digest/unsubscribe/undo";
    static final String PREFERENCES = "/v1/digest/preferences/page";

    private final URI publicUrl;
    private final UnsubscribeTokens tokens;

    /** @param publicUrl without a slash at the end */
    ReaderLinks(URI publicUrl, UnsubscribeTokens tokens) {
        this.publicUrl = publicUrl;
        this.tokens = tokens;
    }

    @Override
    public URI unsubscribe(String digest, String userId) {
        return link(UNSUBSCRIBE, Purpose.UNSUBSCRIBE, new Bearer(userId, digest));
    }

    @Override
    public URI preferences(String digest, String userId) {
        return link(PREFERENCES, Purpose.PREFERENCES, new Bearer(userId, digest));
    }

    private URI link(String path, Purpose purpose, Bearer bearer) {
        return URI.create(publicUrl + path + "?token=" + tokens.issue(purpose, bearer));
    }
}
