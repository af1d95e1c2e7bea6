package dev.tidings.bulk;

import java.io.IOException;

/** The input of an import ended early or cannot be read. What was stored before stays stored. */
public final class ImportCutOff extends IOException {
    private final long stored;

    /** @param stored rows that were stored */
    ImportCutOff(long stored, IOException cause) {
        super(
                stored == 0
                        ? "The input ended early. Nothing is stored"
                        : "The input ended early. " + stored
                                + " rows before that are stored; sending all of them again does no harm",
                cause);
        this.stored = stored;
    }

    public long stored() {
        return stored;
    }
}
