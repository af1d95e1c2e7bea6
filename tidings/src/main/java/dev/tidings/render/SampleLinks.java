package dev.tidings.render;

/** Links without a target, for samples and previews. */
final class SampleLinks implements LetterLinks {
    static final String UNSUBSCRIBE = "https://letters.invalid/unsubscribe";

    private static final String NOWHERE = "https://letters.invalid/";

    @Override
    public LetterLinks forPreviews() {
        return this;
    }

    @Override
    public String unsubscribe(String digest, String userId) {
        return UNSUBSCRIBE;
    }

    @Override
    public String preferences(String digest, String userId) {
        return NOWHERE;
    }

    @Override
    public String pixel(Letter letter) {
        return NOWHERE;
    }

    @Override
    public String button(Letter letter, String to) {
        return NOWHERE;
    }

    @Override
    public String item(Letter letter, String itemId, String to) {
        return NOWHERE;
    }

    @Override
    public String trap(Letter letter, String to) {
        return NOWHERE;
    }

    @Override
    public String more(Letter letter, String itemId) {
        return NOWHERE;
    }

    @Override
    public String less(Letter letter, String itemId) {
        return NOWHERE;
    }
}
