package dev.tidings.edition;

import dev.tidings.database.EnumColumn;
import dev.tidings.database.Timestamps;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Maps a row of {@code edition} and its progress. The table's checks exclude rows that cannot be read, but a restored
 * table can lack the checks, and another release can have others.
 */
final class EditionRowMapper {
    private static final List<String> TIMES = List.of(
            "opened_at", "planned_at", "closed_at", "cancelled_at", "send_deadline_at", "waits_since", "canary_since");

    private EditionRowMapper() {}

    /**
     * The SQL condition that a row can be read: that {@link #problem} finds nothing. Infinite dates cannot be subtracted,
     * and the last date has no day after it: hence the case and the difference.
     */
    static String readable(String alias) {
        return """
                (case when isfinite(%1$s.period_start) and isfinite(%1$s.period_end)
                      then extract(isodow from %1$s.period_start) = 1 and %1$s.period_end - %1$s.period_start = 6
                      else false end
                 and %1$s.status in (%2$s) and %1$s.opened_by in (%3$s)
                 and isfinite(least(%4$s)) and isfinite(greatest(%4$s))
                 and coalesce(%1$s.letters_per_second > 0, true))
                """.formatted(
                        alias,
                        literals(EditionStatus.values()),
                        literals(OpenedBy.values()),
                        TIMES.stream().map(time -> alias + "." + time).collect(Collectors.joining(", ")));
    }

    private static String literals(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> "'" + EnumColumn.word(value) + "'")
                .collect(Collectors.joining(", "));
    }

    static ListedEdition map(ResultSet row, int number) throws SQLException {
        UnreadableEdition unreadable = findUnreadable(row);
        return unreadable == null ? read(row) : unreadable;
    }

    /** @throws EditionNotReadable if the row cannot be read */
    static Edition requireReadable(ResultSet row, int number) throws SQLException {
        UnreadableEdition unreadable = findUnreadable(row);
        if (unreadable != null) {
            throw new EditionNotReadable(unreadable);
        }
        return read(row);
    }

    /** The row's id, digest and problem; null if it can be read. */
    static @Nullable UnreadableEdition findUnreadable(ResultSet row) throws SQLException {
        String problem = problem(row);
        return problem == null ? null : new UnreadableEdition(row.getLong("id"), row.getString("digest"), problem);
    }

    /** What this release cannot read of the row; null if it can read all of it. */
    private static @Nullable String problem(ResultSet row) throws SQLException {
        LocalDate start = row.getObject("period_start", LocalDate.class);
        LocalDate end = row.getObject("period_end", LocalDate.class);
        if (!DigestPeriod.isWeek(start, end)) {
            return "its period, " + row.getString("period_start") + " to " + row.getString("period_end")
                    + ", is not a week from Monday to Sunday";
        }
        if (EnumColumn.find(EditionStatus.class, row.getString("status")) == null) {
            return "its status \"" + row.getString("status") + "\" is unknown to this release";
        }
        if (EnumColumn.find(OpenedBy.class, row.getString("opened_by")) == null) {
            return "its opened_by \"" + row.getString("opened_by") + "\" is unknown to this release";
        }
        for (String time : TIMES) {
            if (Timestamps.isInfinite(row.getObject(time, OffsetDateTime.class))) {
                return "its " + time + " is " + row.getString(time);
            }
        }
        Integer rate = row.getObject("letters_per_second", Integer.class);
        return rate == null || rate > 0 ? null : "its letters_per_second is " + rate;
    }

    private static Edition read(ResultSet row) throws SQLException {
        return new Edition(
                row.getLong("id"),
                row.getString("digest"),
                new DigestPeriod(
                        row.getObject("period_start", LocalDate.class), row.getObject("period_end", LocalDate.class)),
                EditionStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getString("stop_reason"),
                OpenedBy.valueOf(row.getString("opened_by").toUpperCase(Locale.ROOT)),
                row.getString("transport"),
                row.getString("template_version"),
                row.getString("content_version"),
                Timestamps.read(row, "opened_at"),
                Timestamps.readNullable(row, "planned_at"),
                Timestamps.readNullable(row, "closed_at"),
                row.getObject("letters_per_second", Integer.class),
                Timestamps.readNullable(row, "cancelled_at"),
                Timestamps.readNullable(row, "send_deadline_at"),
                new EditionProgress(
                        row.getLong("due"),
                        row.getLong("sent"),
                        row.getLong("skipped"),
                        row.getLong("error"),
                        row.getLong("owed")));
    }
}
