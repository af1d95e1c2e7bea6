package dev.tidings.ledger;

import dev.tidings.database.EnumColumn;
import dev.tidings.database.Timestamps;
import dev.tidings.ledger.LetterRow.LetterKind;
import dev.tidings.ledger.LetterRow.LetterStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;

/** The columns of a {@link LetterRow}, from each place where a letter can be. */
final class LetterRowMapper {
    /** From {@code digest_log l}. */
    static final String SETTLED = """
            l.id, l.edition_id, l.digest, l.period_start, l.period_end, l.kind, l.user_id, l.status,
            coalesce(l.skip_reason, l.error_message, l.remark) as reason, l.outcome_unknown, l.attempt, l.composed_at,
            coalesce(l.sent_at, l.created_at) as settled_at, null::timestamptz as next_attempt_at, l.transport,
            l.provider_message_id, l.item_count
            """;

    /** From {@code delivery l}. */
    static final String OWED = """
            l.id, l.edition_id, l.digest, l.period_start, l.period_end, l.kind, l.user_id, 'owed' as status,
            l.last_error as reason, false as outcome_unknown, l.attempt, l.composed_at, null::timestamptz as settled_at,
            l.next_attempt_at, l.transport, null as provider_message_id, null::integer as item_count
            """;

    /** From {@code batch b}, its {@code edition e} and its letters {@code l (id, user_id)}. */
    static final String IN_BATCH = """
            l.id, b.edition_id, e.digest, e.period_start, e.period_end, 'regular' as kind, l.user_id, 'owed' as status,
            null as reason, false as outcome_unknown, 1 as attempt, b.composed_at, null::timestamptz as settled_at,
            b.handed_over_at as next_attempt_at, e.transport, null as provider_message_id, null::integer as item_count
            """;

    /** From an {@code edition e} and users {@code l (user_id)} of its chunks. */
    static final String PLANNED = """
            null::bigint as id, e.id as edition_id, e.digest, e.period_start, e.period_end, 'regular' as kind, l.user_id,
            'owed' as status, 'not composed yet' as reason, false as outcome_unknown, 0 as attempt,
            null::timestamptz as composed_at, null::timestamptz as settled_at, null::timestamptz as next_attempt_at,
            e.transport, null as provider_message_id, null::integer as item_count
            """;

    /** The reason of {@link #PLANNED}. */
    static final String NOT_COMPOSED = "not composed yet";

    private LetterRowMapper() {}

    static LetterRow row(ResultSet row, int number) throws SQLException {
        return new LetterRow(
                row.getObject("id", Long.class),
                row.getObject("edition_id", Long.class),
                row.getString("digest"),
                date(row, "period_start"),
                date(row, "period_end"),
                EnumColumn.read(
                        row, "kind", row.getObject("edition_id") == null ? LetterKind.TEST : LetterKind.REGULAR),
                row.getString("user_id"),
                status(row),
                row.getString("reason"),
                row.getBoolean("outcome_unknown"),
                row.getInt("attempt"),
                Timestamps.readNullable(row, "composed_at"),
                Timestamps.readNullable(row, "settled_at"),
                Timestamps.readNullable(row, "next_attempt_at"),
                row.getString("transport"),
                row.getString("provider_message_id"),
                row.getObject("item_count", Integer.class));
    }

    static LetterStatus status(ResultSet row) throws SQLException {
        return EnumColumn.read(row, "status", LetterStatus.UNREADABLE);
    }

    static String columnValue(LetterStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    /** A date that is not null. */
    static LocalDate date(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(Timestamps.readDate(row, column), column);
    }
}
