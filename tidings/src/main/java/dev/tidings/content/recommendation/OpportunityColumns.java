package dev.tidings.content.recommendation;

import dev.tidings.content.recommendation.bot.Deadline;
import dev.tidings.content.recommendation.bot.Opportunity;
import dev.tidings.content.recommendation.bot.Opportunity.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows of the table {@code opportunities} as values. */
final class OpportunityColumns {
    private OpportunityColumns() {}

    static OpportunityRow row(ResultSet row) throws SQLException {
        return new OpportunityRow(
                opportunity(row),
                Objects.requireNonNull(instant(row, "created_at")),
                Objects.requireNonNull(instant(row, "updated_at")),
                Objects.requireNonNull(instant(row, "seen_at")));
    }

    static Opportunity opportunity(ResultSet row) throws SQLException {
        @Nullable LocalDate deadline = row.getObject("deadline", LocalDate.class);
        return new Opportunity(
                row.getString("id"),
                row.getString("title"),
                row.getString("description"),
                row.getString("url"),
                row.getString("organization"),
                row.getString("source"),
                deadline == null ? null : new Deadline(deadline, instant(row, "deadline_at")),
                texts(row, "tags"),
                texts(row, "discipline"),
                row.getString("type"),
                row.getString("location"),
                row.getBigDecimal("fee"),
                row.getString("currency"),
                row.getString("award"),
                row.getBoolean("remote"),
                row.getString("language"),
                instant(row, "posted_at"),
                Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getString("duplicate_of"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }
}
