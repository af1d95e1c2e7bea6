package dev.tidings.ledger;

import dev.tidings.ledger.LetterRow.LetterStatus;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The reasons of an edition's letters with their counts. Goes from reason to reason in an index, through at most
 * {@link #REASONS}, and counts at most {@link LetterCount#LIMIT} letters of each.
 */
@Repository
class LetterReasons {
    private static final int REASONS = 100;

    private static final String SETTLED = """
            with recursive found as (
                (select l.status, coalesce(l.skip_reason, l.error_message, l.remark) as reason, 1 as number
                 from digest_log l
                 where l.edition_id = :edition and coalesce(l.skip_reason, l.error_message, l.remark) is not null
                 order by l.status, hashtextextended(coalesce(l.skip_reason, l.error_message, l.remark), 0)
                 limit 1)
                union all
                select next.status, next.reason, f.number + 1
                from found f cross join lateral (
                    select l.status, coalesce(l.skip_reason, l.error_message, l.remark) as reason
                    from digest_log l
                    where l.edition_id = :edition and coalesce(l.skip_reason, l.error_message, l.remark) is not null
                      and (l.status, hashtextextended(coalesce(l.skip_reason, l.error_message, l.remark), 0))
                          > (f.status, hashtextextended(f.reason, 0))
                    order by l.status, hashtextextended(coalesce(l.skip_reason, l.error_message, l.remark), 0)
                    limit 1) as next
                where f.number < :reasons
            )
            select f.status, f.reason, counted.letters
            from found f cross join lateral (
                select count(*) as letters from (
                    select from digest_log l
                    where l.edition_id = :edition and l.status = f.status
                      and coalesce(l.skip_reason, l.error_message, l.remark) is not null
                      and hashtextextended(coalesce(l.skip_reason, l.error_message, l.remark), 0) = hashtextextended(f.reason, 0)
                    limit :letters) as letter) as counted
            """;

    private static final String OWED = """
            with recursive found as (
                (select l.last_error as reason, 1 as number
                 from delivery l
                 where l.edition_id = :edition and l.last_error is not null
                 order by hashtextextended(l.last_error, 0)
                 limit 1)
                union all
                select next.reason, f.number + 1
                from found f cross join lateral (
                    select l.last_error as reason
                    from delivery l
                    where l.edition_id = :edition and l.last_error is not null
                      and hashtextextended(l.last_error, 0) > hashtextextended(f.reason, 0)
                    order by hashtextextended(l.last_error, 0)
                    limit 1) as next
                where f.number < :reasons
            )
            select 'owed' as status, f.reason, counted.letters
            from found f cross join lateral (
                select count(*) as letters from (
                    select from delivery l
                    where l.edition_id = :edition and l.last_error is not null
                      and hashtextextended(l.last_error, 0) = hashtextextended(f.reason, 0)
                    limit :letters) as letter) as counted
            """;

    private final JdbcClient jdbc;

    LetterReasons(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The most frequent reasons first. */
    List<LetterCount> counts(long editionId, int limit) {
        return Stream.of(counted(SETTLED, editionId), counted(OWED, editionId), planned(editionId))
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(LetterCount::letters)
                        .reversed()
                        .thenComparing(count -> LetterRowMapper.columnValue(count.status()))
                        .thenComparing(LetterCount::reason))
                .limit(limit)
                .toList();
    }

    private List<LetterCount> counted(String statement, long editionId) {
        return jdbc.sql(statement)
                .param("edition", editionId)
                .param("reasons", REASONS)
                .param("letters", LetterCount.LIMIT + 1)
                .query((row, number) -> LetterCount.upToLimit(
                        LetterRowMapper.status(row), row.getString("reason"), row.getLong("letters")))
                .list();
    }

    /** The users that are not composed, by the counts of their chunks. */
    private List<LetterCount> planned(long editionId) {
        return jdbc.sql("""
                        select coalesce(sum(due - composed_count), 0) as letters
                        from chunk where edition_id = :edition
                        having sum(due - composed_count) > 0
                        """)
                .param("edition", editionId)
                .query((row, number) ->
                        new LetterCount(LetterStatus.OWED, LetterRowMapper.NOT_COMPOSED, row.getLong("letters"), false))
                .list();
    }
}
