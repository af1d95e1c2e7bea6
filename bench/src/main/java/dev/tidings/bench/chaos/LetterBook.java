package dev.tidings.bench.chaos;

import java.util.ArrayList;
import java.util.List;

/** Every letter that a server of the rig took on, in their order. */
final class LetterBook {
    /**
     * @param messageId without angle brackets
     * @param recipient the address alone
     */
    record Entry(String messageId, String recipient) {

        /** The letter's id, with which Tidings begins every Message-ID. */
        long letter() {
            return Long.parseLong(messageId.substring(0, messageId.indexOf('.')));
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    synchronized void add(Entry entry) {
        entries.add(entry);
    }

    synchronized int size() {
        return entries.size();
    }

    /** @param first how many entries to leave out */
    synchronized List<Entry> from(int first) {
        return List.copyOf(entries.subList(first, entries.size()));
    }
}
