package dev.tidings.bulk;

/** Hears how far an import has come. */
@FunctionalInterface
public interface Progress {

    /** @param rows how many rows have been stored or rejected so far */
    void at(long rows);

    static Progress silent() {
        return rows -> {};
    }
}
