package dev.tidings.ledger;

/**
 * How many letters of an edition can be sent again.
 *
 * @param failed errors that are surely not out
 * @param unknown errors of unknown outcome
 * @param parked owed letters that the database refused to store or to settle; some may be out
 */
public record RetryCounts(long failed, long unknown, long skipped, long parked) {
    public long total() {
        return failed + unknown + skipped + parked;
    }
}
