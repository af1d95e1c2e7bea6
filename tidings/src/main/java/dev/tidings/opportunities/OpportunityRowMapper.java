package dev.tidings.opportunities;

import dev.tidings.database.EnumColumn;
import dev.tidings.database.Timestamps;
import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Maps a row of table {@code opportunity}. Letters of all readers are picked from all rows, so that no row may fail: one
 * with an unknown status counts as hidden.
 */
public final class OpportunityRowMapper {
    /** The columns that {@link #read} needs. */
    public static final String COLUMNS = """
            id, title, description, url, organization, source, deadline, deadline_at, tags, discipline, type, location, fee,
            currency, fee_text, award, remote, language, posted_at, status, duplicate_of
            """;

    /** A {@code numeric} column can have it; it counts as unknown. */
    private static final String NOT_A_NUMBER = "NaN";

    private OpportunityRowMapper() {}

    public static Opportunity read(ResultSet row) throws SQLException {
        LocalDate deadline = Timestamps.readDate(row, "deadline");
        return new Opportunity(
                row.getString("id"),
                row.getString("title"),
                row.getString("description"),
                row.getString("url"),
                row.getString("organization"),
                row.getString("source"),
                deadline == null ? null : new Deadline(deadline, Timestamps.readNullable(row, "deadline_at")),
                texts(row, "tags"),
                texts(row, "discipline"),
                row.getString("type"),
                row.getString("location"),
                fee(row),
                row.getString("currency"),
                row.getString("fee_text"),
                row.getString("award"),
                row.getBoolean("remote"),
                row.getString("language"),
                Timestamps.readNullable(row, "posted_at"),
                EnumColumn.read(row, "status", OpportunityStatus.HIDDEN),
                row.getString("duplicate_of"));
    }

    /** The amount of column {@code fee}; null if unknown. */
    static @Nullable BigDecimal fee(ResultSet row) throws SQLException {
        String fee = row.getString("fee");
        return fee == null || fee.equals(NOT_A_NUMBER) ? null : new BigDecimal(fee);
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }
}
