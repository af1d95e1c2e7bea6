package dev.tidings.edition;

import dev.tidings.database.Timestamps;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Locale;

/** Maps a row of {@code edition} and its progress. */
final class EditionRowMapper {
    private EditionRowMapper() {}

    static Edition map(ResultSet row, int number) throws SQLException {
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
