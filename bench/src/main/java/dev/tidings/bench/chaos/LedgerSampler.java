package dev.tidings.bench.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.dao.DataAccessException;

/**
 * Samples an edition's counts while faults are injected: due = sent + skipped + error + owed must hold in every sample.
 */
final class LedgerSampler implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final ChaosDatabase database;
    private final long edition;
    private final Thread thread;
    private final List<String> violations = new ArrayList<>();
    private int samples;

    /** The counts of the chunks and the counted rows, in one snapshot. */
    private record SampledTotals(long due, long counted, long rows, long mismatched) {}

    LedgerSampler(ChaosDatabase database, long edition) {
        this.database = database;
        this.edition = edition;
        thread = Thread.ofPlatform().daemon().name("sampler").start(this::run);
    }

    private void run() {
        try {
            while (true) {
                sample();
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sample() {
        try {
            add(totals());
        } catch (DataAccessException e) {
            // A fault has stopped the database. The next sample opens another connection.
            database.disconnect();
        }
    }

    private SampledTotals totals() {
        return database.jdbc()
                .sql("""
                        with chunks as (
                            select * from chunk where edition_id = :edition
                        ), logged as (
                            select chunk_number, count(*) filter (where status = 'sent') as sent,
                                   count(*) filter (where status = 'skipped') as skipped,
                                   count(*) filter (where status = 'error') as error
                            from digest_log where edition_id = :edition group by chunk_number
                        ), owed as (
                            select chunk_number, count(*) as owed from owed_letter where edition_id = :edition
                            group by chunk_number
                        ), totals as (
                            select c.due, c.sent + c.skipped + c.error + c.owed as counted,
                                   coalesce(l.sent + l.skipped + l.error, 0)
                                       + coalesce(o.owed, 0) + c.due - c.composed_count as rows,
                                   (c.sent, c.skipped, c.error)
                                       is distinct from (coalesce(l.sent, 0), coalesce(l.skipped, 0), coalesce(l.error, 0)) as mismatched
                            from chunks c
                            left join logged l on l.chunk_number = c.number
                            left join owed o on o.chunk_number = c.number
                        )
                        select coalesce(sum(due), 0) as due, coalesce(sum(counted), 0) as counted,
                               coalesce(sum(rows), 0) as rows, count(*) filter (where mismatched) as mismatched
                        from totals
                        """)
                .param("edition", edition)
                .query(SampledTotals.class)
                .single();
    }

    private synchronized void add(SampledTotals totals) {
        samples++;
        if (totals.due() != totals.counted() || totals.due() != totals.rows() || totals.mismatched() != 0) {
            violations.add("counts and rows differ: " + totals);
        }
    }

    synchronized int samples() {
        return samples;
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
