package dev.tidings.transport.outbox;

import java.nio.file.Path;

/** @param folder folder of the letters; created if missing */
public record OutboxSettings(Path folder) {

    /** The outbox of an installation whose files are in {@code data} ({@code TIDINGS_DATA}). */
    public static OutboxSettings below(Path data) {
        return new OutboxSettings(data.resolve("outbox"));
    }
}
