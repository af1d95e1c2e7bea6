package dev.tidings.opportunities;

import dev.tidings.testing.TestDatabase;
import java.time.InstantSource;

/** Wires the detection of duplicates to a test database. */
final class TestDuplicates {
    private TestDuplicates() {}

    static NearDuplicates of(TestDatabase database) {
        TitleDecorations decorations = new TitleDecorations(database.jdbc());
        return new NearDuplicates(new CallReports(database.jdbc(), decorations), decorations);
    }

    static OpportunitySplits splits(TestDatabase database, InstantSource clock) {
        CallReports reports = new CallReports(database.jdbc(), new TitleDecorations(database.jdbc()));
        return new OpportunitySplits(reports, of(database), database.transactions(), clock);
    }
}
