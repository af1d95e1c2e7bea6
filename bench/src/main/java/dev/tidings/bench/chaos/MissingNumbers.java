package dev.tidings.bench.chaos;

import java.time.Duration;
import java.time.LocalDate;

/**
 * An edition that opens before its numbers are imported, in some rounds: it must be held before its first letter. Then
 * the numbers come, and an operator resumes it.
 */
final class MissingNumbers {
    private static final int PAIRS_OF_ROUNDS = 3;

    /** Below this, the program does not compare an edition with the previous one. */
    private static final int LEAST_READERS = 10;

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final ChaosDatabase database;
    private final ChaosUsers users;
    private final LocalDate monday;
    private final boolean played;

    /** Prepares the users for the week. Deletes its numbers if this round plays it and the digest's previous edition was sent. */
    MissingNumbers(ChaosDatabase database, ChaosUsers users, FaultSchedule schedule, LocalDate monday) {
        this.database = database;
        this.users = users;
        this.monday = monday;
        this.played = schedule.round() / 2 % PAIRS_OF_ROUNDS == PAIRS_OF_ROUNDS - 1
                && previousReaders(TestbedConfiguration.digest(schedule.transport())) >= LEAST_READERS;
        users.prepareWeek(monday);
        if (played) {
            database.jdbc().sql("delete from daily_metric").update();
        }
    }

    private int previousReaders(String digest) {
        return database.jdbc()
                .sql("""
                        select count(*) from digest_log
                        where status = 'sent' and edition_id = (
                            select id from edition where digest = :digest and cancelled_at is null
                            order by period_start desc limit 1)
                        """)
                .param("digest", digest)
                .query(Integer.class)
                .single();
    }

    /** Waits until the edition is held, imports the numbers and resumes it. */
    void resolve(EditionOperator operator) throws InterruptedException {
        if (!played) {
            return;
        }
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!isHeld(operator.edition())) {
            if (System.nanoTime() > end) {
                throw new TestbedException("edition " + operator.edition() + " has no numbers and is not held");
            }
            Thread.sleep(POLL_INTERVAL);
        }
        users.prepareWeek(monday);
        operator.resume();
    }

    private boolean isHeld(long edition) {
        return database.jdbc()
                .sql("""
                        select status = 'held' and not exists (select from chunk where edition_id = :edition)
                        from edition where id = :edition
                        """)
                .param("edition", edition)
                .query(Boolean.class)
                .single();
    }
}
