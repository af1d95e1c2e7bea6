package dev.tidings.render;

import java.net.URI;

/** Addresses that lead nowhere, for letters that nobody gets. */
final class SampleLinks implements LetterLinks {
    static final URI UNSUBSCRIBE = URI.create("https://letters.invalid/unsubscribe");

    private static final URI NOWHERE = URI.create("https://letters.invalid/");

    @Override
    public URI unsubscribe(String digest, String userId) {
        return UNSUBSCRIBE;
    }

    @Override
    public URI preferences(String digest, String userId) {
        return NOWHERE;
    }

    @Override
    public URI opened(Letter letter) {
        return NOWHERE;
    }

    @Override
    public URI button(Letter letter, String to) {
        return NOWHERE;
    }

    @Override
    public URI item(Letter letter, String itemId, String to) {
        return NOWHERE;
    }

    @Override
    public URI trap(Letter letter, String to) {
        return NOWHERE;
    }

    @Override
    public URI more(Letter letter, String itemId) {
        return NOWHERE;
    }

    @Override
    public URI less(Letter letter, String itemId) {
        return NOWHERE;
    }
}
