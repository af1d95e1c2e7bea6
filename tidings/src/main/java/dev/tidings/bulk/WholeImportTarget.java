package dev.tidings.bulk;

/**
 * A destination whose rows become visible together: readers see none or all rows of an import.
 *
 * <p>Batches go from the staging table to a second one, which lives for the transaction of the import.
 */
public interface WholeImportTarget extends ImportTarget {

    /** The statement that creates the second table. */
    String createGathered();

    /** Moves the staged rows to the second table and empties the staging table. The notes must be empty. */
    StoreResult gather();

    /** Moves the gathered rows to their tables, in constant memory. */
    void storeGathered();
}
