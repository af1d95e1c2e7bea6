package dev.tidings.scraping;

import dev.tidings.database.EnumColumn;
import dev.tidings.database.Timestamps;
import dev.tidings.scraping.SourceStatus.SourceHealth;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Repository of table {@code source_state}: due times and claims. */
@Repository
class SourceStates {
    /** Longer than any run. The claim of a dead node expires after this time. */
    static final Duration CLAIM_DURATION = Duration.ofMinutes(30);

    record SourceState(
            String source,
            SourceHealth health,
            Instant since,
            @Nullable String problem,
            int failures,
            Instant nextRunAt,
            @Nullable Instant runningSince) {}

    private final JdbcClient jdbc;

    SourceStates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Inserts new sources, due immediately. */
    void register(List<Source> sources, Instant now) {
        jdbc.sql("""
                insert into source_state (source, host, status_changed_at, next_run_at)
                select source, host, :now, :now from unnest(:sources::text[], :hosts::text[]) as s (source, host)
                on conflict (source) do update set host = excluded.host where source_state.host <> excluded.host""")
                .param("sources", sources.stream().map(Source::name).toArray(String[]::new))
                .param("hosts", sources.stream().map(Source::host).toArray(String[]::new))
                .param("now", Timestamps.toParameter(now))
                .update();
    }

    /** The due sources among these, longest due first. */
    List<String> due(List<String> sources, Instant now) {
        return jdbc.sql("""
                select source from source_state
                where source = any (:sources) and next_run_at <= :now and coalesce(claim_expires_at <= :now, true)
                order by next_run_at, source""")
                .param("sources", sources.toArray(String[]::new))
                .param("now", Timestamps.toParameter(now))
                .query((row, number) -> row.getString("source"))
                .list();
    }

    /** Claims the source for a run, unless it or another source on its host is claimed. */
    boolean claim(String source, UUID claim, Instant now) {
        return jdbc.sql("""
                update source_state s set claim_id = :claim, claimed_at = :now, claim_expires_at = :until
                where s.source = :source and coalesce(s.claim_expires_at <= :now, true)
                and not exists (
                    select from source_state o
                    where o.host = s.host and o.source <> s.source and o.claim_expires_at > :now)""")
                        .param("source", source)
                        .param("claim", claim)
                        .param("now", Timestamps.toParameter(now))
                        .param("until", Timestamps.toParameter(now.plus(CLAIM_DURATION)))
                        .update()
                == 1;
    }

    /**
     * Stores the result of a run and releases the claim. Changes nothing if the claim has expired and another node has
     * claimed the source.
     */
    void settle(
            String source,
            UUID claim,
            SourceHealth health,
            @Nullable String problem,
            int failures,
            Instant next,
            Instant now) {
        jdbc.sql("""
                update source_state set
                    status_changed_at = case when status = :status then status_changed_at else :now end,
                    status = :status, problem = :problem, consecutive_failures = :failures, next_run_at = :next,
                    claim_id = null, claimed_at = null, claim_expires_at = null
                where source = :source and claim_id = :claim""")
                .param("source", source)
                .param("claim", claim)
                .param("status", health.name().toLowerCase(Locale.ROOT))
                .param("problem", problem)
                .param("failures", failures)
                .param("next", Timestamps.toParameter(next))
                .param("now", Timestamps.toParameter(now))
                .update();
    }

    /** Releases the claim without a result. */
    void release(String source, UUID claim) {
        jdbc.sql("""
                update source_state set claim_id = null, claimed_at = null, claim_expires_at = null
                where source = :source and claim_id = :claim""").param("source", source).param("claim", claim).update();
    }

    int failures(String source) {
        return jdbc.sql("select consecutive_failures from source_state where source = :source")
                .param("source", source)
                .query((row, number) -> row.getInt("consecutive_failures"))
                .single();
    }

    Map<String, SourceState> all(Instant now) {
        return jdbc
                .sql("select *, claim_expires_at > :now as running from source_state")
                .param("now", Timestamps.toParameter(now))
                .query((row, number) -> state(row))
                .list()
                .stream()
                .collect(Collectors.toMap(SourceState::source, state -> state));
    }

    private static SourceState state(ResultSet row) throws SQLException {
        return new SourceState(
                row.getString("source"),
                EnumColumn.read(row, "status", SourceHealth.FAILING),
                Timestamps.read(row, "status_changed_at"),
                row.getString("problem"),
                row.getInt("consecutive_failures"),
                Timestamps.read(row, "next_run_at"),
                row.getBoolean("running") ? Timestamps.read(row, "claimed_at") : null);
    }
}
