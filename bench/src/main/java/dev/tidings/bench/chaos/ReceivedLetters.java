package dev.tidings.bench.chaos;

import java.util.ArrayList;
import java.util.List;

/** The letters that a server of the test bed accepted, in order. */
final class ReceivedLetters {
    /**
     * An accepted letter.
     *
     * @param messageId without angle brackets
     * @param recipient the address without a name
     */
    record ReceivedLetter(String messageId, String recipient) {

        /** Returns the letter's message key, the first part of its Message-ID. */
        String messageKey() {
            return messageId.substring(0, messageId.indexOf('.'));
        }
    }

    private final List<ReceivedLetter> letters = new ArrayList<>();

    synchronized void add(ReceivedLetter letter) {
        letters.add(letter);
    }

    synchronized int size() {
        return letters.size();
    }

    /** @param first index of the first letter to return */
    synchronized List<ReceivedLetter> since(int first) {
        return List.copyOf(letters.subList(first, letters.size()));
    }
}
