package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.ledger.Chunks.NewChunk;
import dev.tidings.ledger.LetterRow.LetterStatus;
import dev.tidings.testing.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Editions of 60 users in six chunks whose ranges overlap, as those of time zones do, with letters in every place. */
class EditionLettersTest {
    private static final int CHUNKS = 6;
    private static final int PER_CHUNK = 10;
    private static final Instant NOW = LedgerTables.NOW;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final EditionLetters letters = new EditionLetters(database.jdbc());
    private LedgerTables ledger;
    private Random random;

    @BeforeEach
    void empty() {
        ledger = new LedgerTables(database);
        ledger.jdbc.sql("truncate users, edition, delivery, digest_log cascade").update();
        random = new Random(1);
    }

    /** The users of each chunk, in the order in which they are composed; a user's place in it is its progress. */
    private final class MovingEdition {
        final long edition = ledger.edition();
        final List<List<String>> chunks = new ArrayList<>();
        final int[] composed = new int[CHUNKS + 2];

        MovingEdition(boolean overlapping) {
            List<String> users = IntStream.range(0, CHUNKS * PER_CHUNK)
                    .mapToObj("u%02d"::formatted)
                    .collect(Collectors.toCollection(ArrayList::new));
            ledger.jdbc.sql("""
                            insert into users (id, email, account_id)
                            select id, id || '@example.com', id from unnest(:users::text[]) as u (id) on conflict do nothing
                            """).param("users", users.toArray(String[]::new)).update();
            if (overlapping) {
                Collections.shuffle(users, random);
            }
            for (int chunk = 0; chunk < CHUNKS; chunk++) {
                List<String> part = new ArrayList<>(users.subList(chunk * PER_CHUNK, (chunk + 1) * PER_CHUNK));
                chunks.add(part);
                ledger.chunks.add(edition, chunk + 2, new NewChunk(part));
            }
        }

        /** Moves some letters of a chunk on: from planned to owed or to a batch, and from there to settled. */
        void step() {
            int chunk = random.nextInt(CHUNKS) + 2;
            List<String> users = chunks.get(chunk - 2);
            ledger.batches.expandToRows(edition, chunk);
            int from = composed[chunk];
            int count = Math.min(random.nextInt(4), PER_CHUNK - from);
            if (count > 0) {
                ChunkSlice slice = ledger.slice(
                        edition, chunk, from, users.subList(from, from + count).toArray(String[]::new));
                composed[chunk] += count;
                if (random.nextBoolean()) {
                    ledger.batch(slice, "key " + edition + "/" + chunk + "/" + from);
                } else {
                    ledger.owed(slice);
                }
            }
            for (Delivery owed : ledger.deliveries.notHandedOver(edition, chunk)) {
                settle(owed);
            }
        }

        private void settle(Delivery owed) {
            switch (random.nextInt(6)) {
                case 0 -> ledger.digestLog.settle(List.of(Settlement.sent(owed.id(), owed.attempt(), null, null)), NOW);
                case 1 ->
                    ledger.digestLog.settle(List.of(Settlement.error(owed.id(), owed.attempt(), "550 no", false)), NOW);
                case 2 ->
                    ledger.digestLog.skip(List.of(new SkippedDelivery(owed, dev.tidings.core.SkipReason.CANCELLED)));
                case 3 -> {
                    ledger.attempts.claim(List.of(owed), "key " + owed.id() + "/" + owed.attempt());
                    ledger.digestLog.settle(List.of(Settlement.unknown(owed.id(), owed.attempt() + 1, "lost")), NOW);
                }
                case 4 ->
                    ledger.jdbc
                            .sql("update delivery set last_error = '450 busy' where id = :id")
                            .param("id", owed.id())
                            .update();
                default -> {}
            }
        }

        List<LetterRow> pages(LetterFilter filter, int limit, Runnable between) {
            List<LetterRow> found = new ArrayList<>();
            String after = null;
            while (true) {
                List<LetterRow> page = letters.page(edition, filter, after, limit);
                assertThat(page).hasSizeLessThanOrEqualTo(limit);
                found.addAll(page);
                if (page.size() < limit) {
                    return found;
                }
                after = page.getLast().userId();
                between.run();
            }
        }
    }

    @Test
    void pagesToTheEndHaveEachMatchingLetterOnceInTheOrderOfUsers() {
        for (boolean overlapping : new boolean[] {false, true}) {
            for (int steps : new int[] {0, 5, 20, 60}) {
                MovingEdition edition = new MovingEdition(overlapping);
                MovingEdition other = new MovingEdition(overlapping);
                IntStream.range(0, steps).forEach(step -> edition.step());
                IntStream.range(0, 10).forEach(step -> other.step());
                List<LetterRow> all = edition.pages(filter(null, null, false, null), 100, () -> {});
                assertThat(users(all))
                        .hasSize(CHUNKS * PER_CHUNK)
                        .doesNotHaveDuplicates()
                        .isSorted();
                assertThat(all).allMatch(row -> row.editionId() == edition.edition);
                for (LetterFilter filter : filters()) {
                    for (int limit : new int[] {1, 3, 7, 100}) {
                        assertThat(users(edition.pages(filter, limit, () -> {})))
                                .as("%s, %d per page, after %d steps", filter, limit, steps)
                                .isEqualTo(users(
                                        all.stream().filter(matching(filter)).toList()));
                    }
                }
            }
        }
    }

    @Test
    void lettersThatMoveBetweenPagesAreOnExactlyOne() {
        for (int round = 0; round < 8; round++) {
            MovingEdition edition = new MovingEdition(round % 2 == 0);
            List<LetterRow> seen = edition.pages(
                    filter(null, null, false, null),
                    4,
                    () -> IntStream.range(0, 6).forEach(step -> edition.step()));
            assertThat(users(seen))
                    .hasSize(CHUNKS * PER_CHUNK)
                    .doesNotHaveDuplicates()
                    .isSorted();
            assertThat(seen.stream().map(LetterRow::status)).contains(LetterStatus.OWED, LetterStatus.SENT);
        }
    }

    private static List<LetterFilter> filters() {
        List<LetterFilter> filters = new ArrayList<>();
        for (LetterStatus status :
                new LetterStatus[] {null, LetterStatus.SENT, LetterStatus.SKIPPED, LetterStatus.ERROR, LetterStatus.OWED
                }) {
            for (String reason : new String[] {null, "550 no", "CANCELLED", "450 busy", "not composed yet"}) {
                filters.add(filter(status, reason, false, null));
            }
            filters.add(filter(status, null, true, null));
            filters.add(filter(status, "550 no", true, null));
            filters.add(filter(status, "outcome unknown: lost", true, null));
            filters.add(filter(status, null, false, "u3"));
        }
        filters.add(filter(null, "not composed yet", false, "u4"));
        filters.add(filter(null, null, false, "v"));
        return filters;
    }

    private static Predicate<LetterRow> matching(LetterFilter filter) {
        return row -> (filter.status() == null || row.status() == filter.status())
                && (filter.reason() == null || filter.reason().equals(row.reason()))
                && (!filter.outcomeUnknown() || row.outcomeUnknown())
                && (filter.userId() == null || row.userId().startsWith(filter.userId()));
    }

    private static LetterFilter filter(
            @Nullable LetterStatus status, @Nullable String reason, boolean unknown, @Nullable String user) {
        return new LetterFilter(status, reason, unknown, user);
    }

    private static List<String> users(List<LetterRow> rows) {
        return rows.stream().map(LetterRow::userId).toList();
    }
}
