package dev.tidings.yaml;

/** Where the mistakes of one file are noted. */
interface ErrorCollector {
    ErrorCollector IGNORING = (line, mistake) -> {};

    /** @param line counted from 1 */
    void add(int line, String mistake);
}
