package dev.tidings.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@link Instant} and the type {@code timestamptz}: PostgreSQL's driver binds and reads it as {@link OffsetDateTime}
 * only.
 */
public final class Timestamps {
    private Timestamps() {}

    /** The value of a statement's parameter. */
    public static OffsetDateTime toParameter(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** @throws NullPointerException if the column is null */
    public static Instant read(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(readNullable(row, column), column);
    }

    public static @Nullable Instant readNullable(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
