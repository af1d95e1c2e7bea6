package dev.tidings.bulk;

import dev.tidings.testing.TestDatabase;

/** Bulk loaders for tests of other packages. */
public final class BulkLoaders {
    private BulkLoaders() {}

    public static BulkLoader of(TestDatabase database) {
        return new BulkLoader(new StagingTable(database.dataSource(), database.transactions()));
    }
}
