package dev.tidings.bulk;

/** Receives import progress. */
@FunctionalInterface
public interface ImportProgress {

    /** @param rows how many rows have been stored or rejected so far */
    void report(long rows);

    static ImportProgress none() {
        return rows -> {};
    }
}
