package dev.tidings.opportunities;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.opportunities.FeedbackEvent.FeedbackKind;
import dev.tidings.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FeedbackEventsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final FeedbackEvents events = new FeedbackEvents(database.jdbc());

    @BeforeEach
    void insertUserAndOpportunity() {
        database.jdbc().sql("truncate users, opportunity cascade").update();
        database.jdbc()
                .sql("insert into users (id, email, account_id) values ('ada', 'ada@example.com', 'a')")
                .update();
        database.jdbc().sql("""
                        insert into opportunity (id, title, url, source, canonical_url, created_at, updated_at,
                            last_seen_at)
                        values ('call', 'Call', 'https://a.example', 'test', 'https://a.example', now(), now(), now())""").update();
    }

    @Test
    void concurrentIdenticalRatingsAreStoredOnce() {
        CompletableFuture<Void> second = database.transactions().execute(first -> {
            events.rate(fiveStars(NOW));
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> rate(fiveStars(NOW.plusMillis(1))));
            await().until(() -> waiting.isDone() || isWaitingForALock());
            assertThat(waiting.isDone()).isFalse();
            return waiting;
        });
        second.join();

        assertThat(events.listOfUser("ada", 10)).containsExactly(fiveStars(NOW));
    }

    @Test
    void readersRatingReplacesAMachineRating() {
        rate(fiveStars(NOW));
        events.markAsMachine(7, List.of(NOW));
        assertThat(events.listOfUser("ada", 10))
                .extracting(FeedbackEvent::machine)
                .containsExactly(true);

        rate(fiveStars(NOW.plusSeconds(60)));
        assertThat(events.listOfUser("ada", 10)).containsExactly(fiveStars(NOW.plusSeconds(60)));
    }

    @Test
    void ratingsOfOtherLettersAreKept() {
        rate(fiveStars(NOW));
        FeedbackEvent other =
                new FeedbackEvent("ada", "call", FeedbackKind.DISMISSED, null, NOW.plusSeconds(1), false, 8L);
        rate(other);
        events.withdrawRating(7, "ada", "call");

        assertThat(events.listOfUser("ada", 10)).containsExactly(other);
    }

    private static boolean isWaitingForALock() {
        return database.jdbc().sql("""
                        select exists (select from pg_stat_activity
                                       where datname = current_database() and wait_event_type = 'Lock')
                        """).query(Boolean.class).single();
    }

    private void rate(FeedbackEvent rating) {
        database.transactions().executeWithoutResult(transaction -> events.rate(rating));
    }

    private static FeedbackEvent fiveStars(Instant at) {
        return new FeedbackEvent("ada", "call", FeedbackKind.RATED, 5, at, false, 7L);
    }
}
