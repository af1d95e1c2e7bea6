package dev.tidings.opportunities;

import dev.tidings.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Finds opportunities that several sources report in different words. The oldest report is the original, the others
 * become its duplicates. Among reports of the same time, the longest is the original.
 *
 * <p>Two reports are duplicates if they come from different sources, their {@linkplain SimHash fingerprints} are close,
 * their deadlines differ by at most a day (or one is unknown), and {@link DuplicateCandidate#matches} holds.
 */
@Repository
class NearDuplicates {
    private static final int MAX_HAMMING_DISTANCE = 8;

    /** The later and the earlier report of a pair. */
    private record DuplicatePair(
            String younger, String older, @Nullable String originalOfOlder) {}

    private final JdbcClient jdbc;

    NearDuplicates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Recomputes the new and changed opportunities and their former duplicates. */
    void update(List<String> ids, Instant now) {
        if (ids.isEmpty()) {
            return;
        }
        updateFingerprints(ids);
        List<String> affectedIds = withTheirDuplicates(ids);
        Map<String, @Nullable String> originals = new LinkedHashMap<>();
        affectedIds.forEach(id -> originals.put(id, null));
        for (DuplicatePair pair : pairs(affectedIds)) {
            @Nullable
            String original =
                    originals.containsKey(pair.older()) ? originals.get(pair.older()) : pair.originalOfOlder();
            if (originals.get(pair.younger()) == null) {
                originals.put(pair.younger(), original == null ? pair.older() : original);
            }
        }
        markDuplicates(originals, now);
    }

    private void updateFingerprints(List<String> ids) {
        Map<String, @Nullable Long> fingerprints = new HashMap<>();
        jdbc.sql("select id, title, organization, description from opportunity where id = any (:ids)")
                .param("ids", ids.toArray(String[]::new))
                .query(row -> {
                    fingerprints.put(row.getString("id"), candidate(row, "").fingerprint());
                });
        List<String> candidateIds = List.copyOf(fingerprints.keySet());
        jdbc.sql("""
                update opportunity o set fingerprint = f.fingerprint
                from unnest(:ids::text[], :fingerprints::bigint[]) as f (id, fingerprint)
                where o.id = f.id and o.fingerprint is distinct from f.fingerprint""")
                .param("ids", candidateIds.toArray(String[]::new))
                .param(
                        "fingerprints",
                        candidateIds.stream().map(fingerprints::get).toArray(Long[]::new))
                .update();
    }

    private List<String> withTheirDuplicates(List<String> ids) {
        return jdbc.sql("""
                select id from opportunity where id = any (:ids)
                union
                select id from opportunity where duplicate_of = any (:ids)""")
                .param("ids", ids.toArray(String[]::new))
                .query((row, number) -> row.getString("id"))
                .list();
    }

    /** Oldest originals first, then the most similar. */
    private List<DuplicatePair> pairs(List<String> affectedIds) {
        List<DuplicatePair> pairs = new ArrayList<>();
        jdbc.sql("""
                with pair as (
                    select distinct
                        case when o.comes_first then o.id else e.id end as older,
                        case when o.comes_first then e.id else o.id end as younger,
                        o.bits
                    from opportunity e
                    cross join lateral (
                        select c.id, bit_count((c.fingerprint # e.fingerprint)::bit(64)) as bits,
                            (c.created_at, -length(concat(c.description, c.organization, c.award)), c.id)
                                < (e.created_at, -length(concat(e.description, e.organization, e.award)), e.id)
                                as comes_first
                        from opportunity c
                        where c.fingerprint_bands && e.fingerprint_bands and c.source <> e.source and c.status <> 'expired'
                        and (c.deadline is null or e.deadline is null or abs(c.deadline - e.deadline) <= 1)) o
                    where e.id = any (:ids) and e.status <> 'expired' and o.bits <= :bits)
                select p.younger, p.older, a.duplicate_of,
                    a.title, a.organization, a.description,
                    b.title as b_title, b.organization as b_organization, b.description as b_description
                from pair p
                join opportunity a on a.id = p.older
                join opportunity b on b.id = p.younger
                order by b.created_at, -length(concat(b.description, b.organization, b.award)), b.id, p.bits, a.created_at""")
                .param("ids", affectedIds.toArray(String[]::new))
                .param("bits", MAX_HAMMING_DISTANCE)
                .query(row -> {
                    if (candidate(row, "").matches(candidate(row, "b_"))) {
                        pairs.add(new DuplicatePair(
                                row.getString("younger"), row.getString("older"), row.getString("duplicate_of")));
                    }
                });
        return pairs;
    }

    private void markDuplicates(Map<String, @Nullable String> originals, Instant now) {
        List<String> candidateIds = List.copyOf(originals.keySet());
        jdbc.sql("""
                update opportunity o set duplicate_of = d.original, updated_at = :now
                from unnest(:ids::text[], :originals::text[]) as d (id, original)
                where o.id = d.id and o.duplicate_of is distinct from d.original""")
                .param("ids", candidateIds.toArray(String[]::new))
                .param("originals", candidateIds.stream().map(originals::get).toArray(String[]::new))
                .param("now", Timestamps.toParameter(now))
                .update();
    }

    private static DuplicateCandidate candidate(ResultSet row, String prefix) throws SQLException {
        return new DuplicateCandidate(
                row.getString(prefix + "title"),
                row.getString(prefix + "organization"),
                row.getString(prefix + "description"));
    }
}
