package dev.tidings.transport.outbox;

import java.nio.file.Path;

/** @param folder where the letters are kept; made when missing */
public record OutboxSettings(Path folder) {

    /** The outbox of an installation that keeps its files below {@code data} ({@code TIDINGS_DATA}). */
    public static OutboxSettings below(Path data) {
        return new OutboxSettings(data.resolve("outbox"));
    }
}
