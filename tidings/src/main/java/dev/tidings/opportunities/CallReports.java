package dev.tidings.opportunities;

import dev.tidings.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the reports of table {@code opportunity} for comparison, and stores which are the same call. */
@Repository
class CallReports {
    private final JdbcClient jdbc;
    private final TitleDecorations decorations;

    CallReports(JdbcClient jdbc, TitleDecorations decorations) {
        this.jdbc = jdbc;
        this.decorations = decorations;
    }

    /**
     * Lets one transaction at a time group reports, until it ends. Call it before the first lock of a row. The
     * transaction then searches by index: statistics of a table that has just been filled suggest reading it whole.
     */
    void lock() {
        jdbc.sql(
                        "select pg_advisory_xact_lock(hashtext('tidings.duplicates')), set_config('enable_seqscan', 'off', true)")
                .query(row -> {});
    }

    /** The sources of these reports. */
    Set<String> sources(Collection<String> ids) {
        return new HashSet<>(jdbc.sql("select distinct source from opportunity where id = any (:ids)")
                .param("ids", array(ids))
                .query((row, number) -> row.getString("source"))
                .list());
    }

    /** Marks the reports of these sources for a new comparison. */
    void forgetWords(Collection<String> sources) {
        jdbc.sql("update opportunity set identity_words = null where source = any (:sources) and status <> 'expired'")
                .param("sources", array(sources))
                .update();
    }

    /** Reports that wait for a comparison. */
    List<String> withoutWords(int limit) {
        return jdbc.sql("select id from opportunity where identity_words is null order by id limit :limit")
                .param("limit", limit)
                .query((row, number) -> row.getString("id"))
                .list();
    }

    /** These reports and all others of their groups. */
    Set<String> withGroups(Collection<String> ids) {
        List<String> members = jdbc.sql("""
                with original as (
                    select distinct coalesce(duplicate_of, id) as id from opportunity where id = any (:ids))
                select o.id from original r join opportunity o on o.id = r.id
                union
                select o.id from original r join opportunity o on o.duplicate_of = r.id
                """)
                .param("ids", array(ids))
                .query((row, number) -> row.getString("id"))
                .list();
        return new LinkedHashSet<>(members);
    }

    /** By id; an unknown one is absent. */
    Map<String, CallReport> load(Collection<String> ids) {
        Map<String, TitleDecoration> bySource = decorations.find(sources(ids));
        return jdbc
                .sql("""
                        select id, source, title, organization, description, location, type, discipline, tags, deadline,
                            duplicate_of, created_at, length(concat(description, organization, award)) as length
                        from opportunity where id = any (:ids)""")
                .param("ids", array(ids))
                .query((row, number) ->
                        report(row, bySource.getOrDefault(row.getString("source"), TitleDecoration.NONE)))
                .stream()
                .collect(Collectors.toMap(CallReport::id, report -> report));
    }

    private static CallReport report(ResultSet row, TitleDecoration decoration) throws SQLException {
        List<@Nullable String> context = new ArrayList<>();
        context.add(row.getString("location"));
        context.add(row.getString("type"));
        context.addAll(Arrays.asList((String[]) row.getArray("discipline").getArray()));
        context.addAll(Arrays.asList((String[]) row.getArray("tags").getArray()));
        return new CallReport(
                row.getString("id"),
                row.getString("source"),
                Timestamps.readDate(row, "deadline"),
                row.getString("duplicate_of"),
                Objects.requireNonNull(Timestamps.readNullable(row, "created_at")),
                row.getInt("length"),
                CallText.of(
                        row.getString("title"),
                        row.getString("organization"),
                        row.getString("description"),
                        context.stream().filter(Objects::nonNull).collect(Collectors.joining(" ")),
                        decoration));
    }

    /** Stores the words by which other reports find these. */
    void saveWords(Collection<CallReport> reports) {
        jdbc.sql("""
                update opportunity o set identity_words = string_to_array(w.words, ' ')
                from unnest(:ids::text[], :words::text[]) as w (id, words)
                where o.id = w.id and o.identity_words is distinct from string_to_array(w.words, ' ')""")
                .param("ids", reports.stream().map(CallReport::id).toArray(String[]::new))
                .param(
                        "words",
                        reports.stream()
                                .map(report -> report.text().identifyingWords().stream()
                                        .sorted()
                                        .collect(Collectors.joining(" ")))
                                .toArray(String[]::new))
                .update();
    }

    /** How many reports have each word, counted up to a limit. */
    Map<String, Integer> frequencies(Collection<String> words, int limit) {
        Map<String, Integer> frequencies = new HashMap<>();
        jdbc.sql("""
                select w.word, (
                    select count(*) from (
                        select from opportunity o where o.identity_words @> array[w.word] limit :limit) found) as reports
                from unnest(:words::text[]) as w (word)""").param("words", array(words)).param("limit", limit).query(row -> {
            frequencies.put(row.getString("word"), row.getInt("reports"));
        });
        return frequencies;
    }

    /**
     * Finds reports of other sources with both words of a probe, whose deadline is unknown or differs by at most a day.
     */
    List<ReportPair> find(Collection<WordProbe> probes) {
        return jdbc.sql("""
                select distinct p.id, c.id as other
                from unnest(:ids::text[], :words::text[], :others::text[]) as p (id, word, other)
                join opportunity o on o.id = p.id
                join opportunity c on c.identity_words @> array[p.word, p.other] and c.source <> o.source
                    and (c.deadline is null or o.deadline is null or abs(c.deadline - o.deadline) <= 1)""")
                .param("ids", probes.stream().map(WordProbe::id).toArray(String[]::new))
                .param("words", probes.stream().map(WordProbe::word).toArray(String[]::new))
                .param("others", probes.stream().map(WordProbe::other).toArray(String[]::new))
                .query((row, number) -> ReportPair.ordered(row.getString("id"), row.getString("other")))
                .list();
    }

    /** @param originals by id; null for originals */
    void saveOriginals(Map<String, @Nullable String> originals, Instant now) {
        List<String> ids = originals.keySet().stream().sorted().toList();
        jdbc.sql("""
                update opportunity o set duplicate_of = d.original, updated_at = :now
                from unnest(:ids::text[], :originals::text[]) as d (id, original)
                where o.id = d.id and o.duplicate_of is distinct from d.original""")
                .param("ids", array(ids))
                .param("originals", ids.stream().map(originals::get).toArray(String[]::new))
                .param("now", Timestamps.toParameter(now))
                .update();
    }

    /** The pairs among these reports that an operator separated. */
    List<ReportPair> splits(Collection<String> ids) {
        return jdbc.sql("""
                select first_id, second_id from opportunity_split
                where first_id = any (:ids) and second_id = any (:ids)""")
                .param("ids", array(ids))
                .query((row, number) -> new ReportPair(row.getString("first_id"), row.getString("second_id")))
                .list();
    }

    void saveSplits(Collection<ReportPair> pairs, Instant now) {
        jdbc.sql("""
                insert into opportunity_split (first_id, second_id, split_at)
                select p.first, p.second, :now from unnest(:first::text[], :second::text[]) as p (first, second)
                on conflict do nothing""")
                .param("first", pairs.stream().map(ReportPair::first).toArray(String[]::new))
                .param("second", pairs.stream().map(ReportPair::second).toArray(String[]::new))
                .param("now", Timestamps.toParameter(now))
                .update();
    }

    /** The pairs of the latest split that concerns any of these reports; empty without one. */
    List<ReportPair> latestSplit(Collection<String> ids) {
        return jdbc.sql("""
                with concerned as (
                    select first_id, second_id, split_at from opportunity_split
                    where first_id = any (:ids) or second_id = any (:ids))
                select first_id, second_id from concerned where split_at = (select max(split_at) from concerned)""")
                .param("ids", array(ids))
                .query((row, number) -> new ReportPair(row.getString("first_id"), row.getString("second_id")))
                .list();
    }

    void deleteSplits(Collection<ReportPair> pairs) {
        jdbc.sql("""
                delete from opportunity_split s
                using unnest(:first::text[], :second::text[]) as p (first, second)
                where s.first_id = p.first and s.second_id = p.second""")
                .param("first", pairs.stream().map(ReportPair::first).toArray(String[]::new))
                .param("second", pairs.stream().map(ReportPair::second).toArray(String[]::new))
                .update();
    }

    private static String[] array(Collection<String> texts) {
        return texts.toArray(String[]::new);
    }
}
