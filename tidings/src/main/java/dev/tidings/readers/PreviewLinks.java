package dev.tidings.readers;

import dev.tidings.render.Letter;
import dev.tidings.render.LetterLinks;

/** Links of previews. They look like those of a letter and change nothing: who sees a preview is not its reader. */
final class PreviewLinks implements LetterLinks {
    static final String TOKEN = "preview";

    private final String publicUrl;

    /** @param publicUrl without a slash at the end */
    PreviewLinks(String publicUrl) {
        this.publicUrl = publicUrl;
    }

    @Override
    public LetterLinks forPreviews() {
        return this;
    }

    @Override
    public String unsubscribe(String digest, String userId) {
        return link(ReaderLinks.UNSUBSCRIBE);
    }

    @Override
    public String preferences(String digest, String userId) {
        return link(ReaderLinks.PREFERENCES);
    }

    @Override
    public String pixel(Letter letter) {
        return link(ReaderLinks.OPEN);
    }

    @Override
    public String button(Letter letter, String to) {
        return to;
    }

    @Override
    public String item(Letter letter, String itemId, String to) {
        return to;
    }

    @Override
    public String trap(Letter letter, String to) {
        return to;
    }

    @Override
    public String more(Letter letter, String itemId) {
        return link(ReaderLinks.RATING);
    }

    @Override
    public String less(Letter letter, String itemId) {
        return link(ReaderLinks.RATING);
    }

    private String link(String path) {
        return publicUrl + path + "?token=" + TOKEN;
    }
}
