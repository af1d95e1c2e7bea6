package dev.tidings.scraping;

import dev.tidings.database.EnumColumn;
import dev.tidings.database.Timestamps;
import dev.tidings.scraping.SourceRun.RunSample;
import dev.tidings.scraping.SourceRun.SourceRunOutcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Repository of table {@code source_run}. */
@Repository
public class SourceRuns {
    private static final int KEPT = 200;

    /** The average covers at most this many successful runs, none older than {@link #AVERAGED_PERIOD}. */
    private static final int AVERAGED_RUNS = 10;

    private static final Duration AVERAGED_PERIOD = Duration.ofDays(30);
    private static final TypeReference<List<RunSample>> SAMPLES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json = new JsonMapper();

    SourceRuns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores the run. Keeps the newest {@value #KEPT} runs of the source. */
    void record(SourceRun run) {
        jdbc.sql("""
                insert into source_run (source, started_at, ended_at, outcome, http_status, document_count, byte_count,
                    found_count, created_count, updated_count, unchanged_count, refused_count, problem, notes, samples,
                    field_hits)
                values (:source, :started, :ended, :outcome, :status, :documents, :bytes, :found, :created, :updated,
                    :unchanged, :refused, :problem, :notes, :samples::jsonb,
                    :hits::jsonb)""")
                .param("source", run.source())
                .param("started", Timestamps.toParameter(run.startedAt()))
                .param("ended", Timestamps.toParameter(run.endedAt()))
                .param("outcome", run.outcome().name().toLowerCase(Locale.ROOT))
                .param("status", run.httpStatus())
                .param("documents", run.documents())
                .param("bytes", run.bytes())
                .param("found", run.found())
                .param("created", run.created())
                .param("updated", run.updated())
                .param("unchanged", run.unchanged())
                .param("refused", run.refused())
                .param("problem", run.problem())
                .param("notes", run.notes().toArray(String[]::new))
                .param("samples", json.writeValueAsString(run.samples()))
                .param("hits", json.writeValueAsString(run.fieldHits()))
                .update();
        jdbc.sql("""
                delete from source_run where source = :source and id < (
                    select id from source_run where source = :source order by id desc offset :kept limit 1)
                """).param("source", run.source()).param("kept", KEPT - 1).update();
    }

    /** Newest first. */
    List<SourceRun> listOfSource(String source, int limit) {
        return jdbc.sql("select * from source_run where source = :source order by id desc limit :limit")
                .param("source", source)
                .param("limit", limit)
                .query((row, number) -> run(row))
                .list();
    }

    Map<String, SourceRun> latest() {
        return jdbc
                .sql("select distinct on (source) * from source_run order by source, id desc")
                .query((row, number) -> run(row))
                .list()
                .stream()
                .collect(Collectors.toMap(SourceRun::source, Function.identity()));
    }

    /** The average item count of recent successful runs, by source. */
    Map<String, Double> averageItems(Instant now) {
        return jdbc
                .sql("""
                with successful as (
                    select source, found_count, row_number() over (partition by source order by id desc) as age
                    from source_run where outcome in ('ok', 'unchanged') and started_at > :since)
                select source, avg(found_count)::float8 as average from successful where age <= :runs group by source""")
                .param("since", Timestamps.toParameter(now.minus(AVERAGED_PERIOD)))
                .param("runs", AVERAGED_RUNS)
                .query((row, number) -> Map.entry(row.getString("source"), row.getDouble("average")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The fields that recent successful runs of a source found. */
    FieldHits fieldHits(String source, Instant now) {
        return jdbc
                .sql("""
                        select field_hits from source_run
                        where source = :source and outcome in ('ok', 'unchanged') and started_at > :since
                        order by id desc limit :runs""")
                .param("source", source)
                .param("since", Timestamps.toParameter(now.minus(AVERAGED_PERIOD)))
                .param("runs", AVERAGED_RUNS)
                .query((row, number) -> json.readValue(row.getString("field_hits"), FieldHits.class))
                .list()
                .stream()
                .reduce(FieldHits.NONE, FieldHits::plus);
    }

    private SourceRun run(ResultSet row) throws SQLException {
        return new SourceRun(
                row.getString("source"),
                Timestamps.read(row, "started_at"),
                Timestamps.read(row, "ended_at"),
                EnumColumn.read(row, "outcome", SourceRunOutcome.FAILED),
                integer(row, "http_status"),
                row.getInt("document_count"),
                row.getLong("byte_count"),
                row.getInt("found_count"),
                row.getInt("created_count"),
                row.getInt("updated_count"),
                row.getInt("unchanged_count"),
                row.getInt("refused_count"),
                row.getString("problem"),
                List.of((String[]) row.getArray("notes").getArray()),
                json.readValue(row.getString("samples"), SAMPLES),
                json.readValue(row.getString("field_hits"), FieldHits.class));
    }

    private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Integer.class);
    }

    /** Deletes at most {@code batch} runs that started before that instant. Returns how many it deleted. */
    public int prune(Instant before, int batch) {
        return jdbc.sql("""
                        delete from source_run
                        where id in (select id from source_run where started_at < :before limit :batch)
                        """)
                .param("before", Timestamps.toParameter(before))
                .param("batch", batch)
                .update();
    }
}
