package dev.tidings.bench.chaos;

import java.util.ArrayList;
import java.util.List;

/** The letters that a server of the test bed accepted, in order. */
final class ReceivedLetters {
    /**
     * @param messageId without angle brackets
     * @param recipient the address alone
     */
    record ReceivedLetter(String messageId, String recipient) {

        /** The letter's id, with which Tidings begins every Message-ID. */
        long letterId() {
            return Long.parseLong(messageId.substring(0, messageId.indexOf('.')));
        }
    }

    private final List<ReceivedLetter> entries = new ArrayList<>();

    synchronized void add(ReceivedLetter entry) {
        entries.add(entry);
    }

    synchronized int size() {
        return entries.size();
    }

    /** @param first how many entries to leave out */
    synchronized List<ReceivedLetter> since(int first) {
        return List.copyOf(entries.subList(first, entries.size()));
    }
}
