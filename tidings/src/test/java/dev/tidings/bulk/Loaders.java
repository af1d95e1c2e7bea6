package dev.tidings.bulk;

import dev.tidings.testing.TestDatabase;

/** Bulk loaders for tests of other rooms. */
public final class Loaders {
    private Loaders() {}

    public static BulkLoader of(TestDatabase database) {
        return new BulkLoader(new Staging(database.dataSource(), database.transactions()));
    }
}
