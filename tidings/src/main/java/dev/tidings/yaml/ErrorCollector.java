package dev.tidings.yaml;

/** Collects the errors of one file. */
interface ErrorCollector {
    ErrorCollector IGNORING = (line, error) -> {};

    /** @param line counted from 1 */
    void add(int line, String error);
}
