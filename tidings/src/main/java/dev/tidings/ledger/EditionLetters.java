package dev.tidings.ledger;

import dev.tidings.ledger.LetterRow.LetterStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Pages of an edition's letters by user id. One statement reads each place where its letters are, in the order of an
 * index and at most a page of each: a page costs what it shows, however many letters there are. Letters that move
 * between two pages keep their user, so that none is missed or shown twice.
 */
@Repository
class EditionLetters {
    private static final String IN_RANGE = """
            l.user_id collate "C" > :after and l.user_id collate "C" >= :from and l.user_id collate "C" < :end
            """;
    private static final String FIRST = "order by l.user_id collate \"C\" limit :limit";

    private static final String REASON = "coalesce(l.skip_reason, l.error_message, l.remark)";
    private static final String HAS_REASON =
            " and hashtextextended(" + REASON + ", 0) = hashtextextended(:reason, 0) and " + REASON + " = :reason";

    /** {@code %s} is a further condition. */
    private static final String SETTLED =
            "select page.* from unnest(:statuses::text[]) as s (status) cross join lateral (select "
                    + LetterRowMapper.SETTLED
                    + "from digest_log l where l.edition_id = :edition and l.status = s.status and "
                    + IN_RANGE + "%s " + FIRST + ") page";

    /** {@code %s} is a further condition. */
    private static final String UNKNOWN = "(select " + LetterRowMapper.SETTLED
            + "from digest_log l where l.edition_id = :edition and l.outcome_unknown and " + IN_RANGE + "%s " + FIRST
            + ")";

    private static final String OWED_FOR_REASON = "(select " + LetterRowMapper.OWED + """
            from delivery l
            where l.edition_id = :edition and hashtextextended(l.last_error, 0) = hashtextextended(:reason, 0)
              and l.last_error = :reason and
            """ + IN_RANGE + FIRST + ")";

    /**
     * The chunks that the page's owed letters are in, found by the chunks' counts and ranges alone. In the order of
     * their last users, chunks that begin in the range are counted until they have enough letters for the page: the
     * page ends at the last user of that chunk or before, and chunks that begin later have none of its letters. {@code
     * %1$s} is the count.
     */
    private static final String CHUNKS = """
            with owing as (
                select c.number, c.first_user_id, c.last_user_id, %1$s as letters
                from chunk c
                where c.edition_id = :edition and %1$s > 0
                  and c.last_user_id > :after and c.last_user_id >= :from and c.first_user_id < :end
            ), bound as (
                select min(counted.last_user_id) as user_id
                from (select o.last_user_id, sum(o.letters) filter (
                                 where o.first_user_id > :after and o.first_user_id >= :from and o.last_user_id < :end)
                                 over (order by o.last_user_id) as letters
                      from owing o) as counted
                where counted.letters >= :limit
            ), page_chunk as (
                select o.number from owing o cross join bound b where b.user_id is null or o.first_user_id <= b.user_id
            )
            """;

    private static final String COUNT_OWED = "c.owed";
    private static final String COUNT_PLANNED = "c.due - c.composed_count";

    private static final String OWED = "select page.* from page_chunk p cross join lateral (select "
            + LetterRowMapper.OWED
            + "from delivery l where l.edition_id = :edition and l.chunk_number = p.number and " + IN_RANGE + FIRST
            + ") page";

    private static final String IN_BATCH = "select " + LetterRowMapper.IN_BATCH + """
            from page_chunk p
            join batch b on b.edition_id = :edition and b.chunk_number = p.number
            join edition e on e.id = b.edition_id
            cross join lateral unnest(b.letter_ids, b.user_ids) as l (id, user_id)
            where
            """ + IN_RANGE;

    private static final String PLANNED = "select " + LetterRowMapper.PLANNED + """
            from page_chunk p
            join chunk c on c.edition_id = :edition and c.number = p.number and c.composed_count < c.due
            join edition e on e.id = c.edition_id
            cross join lateral unnest(c.user_ids[c.composed_count + 1:]) as l (user_id)
            where
            """ + IN_RANGE;

    private final JdbcClient jdbc;

    EditionLetters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param afterUserId the last user of the preceding page, or null on the first */
    List<LetterRow> page(long editionId, LetterFilter filter, @Nullable String afterUserId, int limit) {
        String statement = statement(filter);
        if (statement.isEmpty()) {
            return List.of();
        }
        UserIdRange range = UserIdRange.of(afterUserId, filter.userId());
        return jdbc.sql(statement)
                .param("edition", editionId)
                .param("statuses", statuses(filter))
                .param("reason", filter.reason())
                .param("after", range.after())
                .param("from", range.from())
                .param("end", range.end())
                .param("limit", limit)
                .query(LetterRowMapper::row)
                .list();
    }

    /** Empty if no letter can match. */
    static String statement(LetterFilter filter) {
        List<String> places = new ArrayList<>();
        String chunks = "";
        boolean withReason = filter.reason() != null;
        if (filter.outcomeUnknown()) {
            if (mayBe(filter, LetterStatus.ERROR)) {
                places.add(UNKNOWN.formatted(withReason ? HAS_REASON : ""));
            }
        } else {
            if (filter.status() != LetterStatus.OWED) {
                places.add(SETTLED.formatted(withReason ? HAS_REASON : ""));
            }
            if (mayBe(filter, LetterStatus.OWED) && withReason) {
                places.add(OWED_FOR_REASON);
                if (LetterRowMapper.NOT_COMPOSED.equals(filter.reason())) {
                    chunks = CHUNKS.formatted(COUNT_PLANNED);
                    places.add(PLANNED);
                }
            } else if (mayBe(filter, LetterStatus.OWED)) {
                chunks = CHUNKS.formatted(COUNT_OWED);
                places.addAll(List.of(OWED, IN_BATCH, PLANNED));
            }
        }
        return places.isEmpty()
                ? ""
                : chunks + "select * from (" + String.join("\nunion all\n", places) + ") as l " + FIRST;
    }

    private static boolean mayBe(LetterFilter filter, LetterStatus status) {
        return filter.status() == null || filter.status() == status;
    }

    /** The settled statuses that match. */
    private static String[] statuses(LetterFilter filter) {
        return List.of(LetterStatus.SENT, LetterStatus.SKIPPED, LetterStatus.ERROR).stream()
                .filter(status -> mayBe(filter, status))
                .map(LetterRowMapper::columnValue)
                .toArray(String[]::new);
    }
}
