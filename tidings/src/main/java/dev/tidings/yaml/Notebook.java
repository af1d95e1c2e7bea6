package dev.tidings.yaml;

/** Where the mistakes of one file are noted. */
interface Notebook {
    Notebook CLOSED = (line, mistake) -> {};

    /** @param line counted from 1 */
    void note(int line, String mistake);
}
