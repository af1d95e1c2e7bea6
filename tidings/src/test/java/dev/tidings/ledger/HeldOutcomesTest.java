package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Outcomes that the database takes long after they were learned. */
class HeldOutcomesTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final LedgerTables tables = new LedgerTables(database);

    @Test
    void aRetryDelayBeginsWhenItIsWrittenAlthoughTheClockWasSetBackMeanwhile() {
        long edition = tables.edition("ada", "ben");
        ChunkSlice slice = tables.slice(edition, 0, "ada", "ben");
        assertThat(tables.batch(slice, "key")).isTrue();
        List<Long> ids =
                slice.newLetters().stream().map(ComposedLetter.NewLetter::id).toList();
        Instant learned = tables.clock.instant();
        BatchOutcomes outcomes = new BatchOutcomes(
                "key",
                List.of(),
                List.of(
                        new Deferral(ids.get(0), 1, "451 later", null, null, false, false),
                        new Deferral(ids.get(1), 1, "not started", null, null, false, true)),
                learned,
                Duration.ofSeconds(15));
        Instant setBack = learned.minus(Duration.ofHours(1));
        tables.clock.set(setBack);

        assertThat(tables.settler.settle(outcomes, SettlementPolicy.NONE)).isEqualTo(2);

        assertThat(LedgerTables.ids(tables.deliveries.due(edition, 1, List.of())))
                .as("due at once")
                .containsExactly(ids.get(1));
        tables.clock.set(setBack.plusSeconds(15));
        assertThat(tables.deliveries.due(edition, 1, List.of())).hasSize(2);
    }
}
