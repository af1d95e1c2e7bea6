package dev.tidings.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@link Instant} and the type {@code timestamptz}: PostgreSQL's driver binds and reads it as {@link OffsetDateTime}
 * only.
 */
public final class Timestamps {
    /** Stands for {@code -infinity}. A day from the turn of the year: it has four digits in every zone. */
    public static final Instant FIRST = Instant.parse("0001-01-02T00:00:00Z");

    /** Stands for {@code infinity}. */
    public static final Instant LAST = Instant.parse("9999-12-30T00:00:00Z");

    private Timestamps() {}

    /** The value of a statement's parameter. */
    public static OffsetDateTime toParameter(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** @throws NullPointerException if the column is null */
    public static Instant read(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(readNullable(row, column), column);
    }

    /**
     * Returns null for null. Infinite times are read as {@link #FIRST} and {@link #LAST}: they can be formatted, calculated
     * with and written, and a row that has one does not cost the whole list.
     */
    public static @Nullable Instant readNullable(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        if (value == null) {
            return null;
        }
        return isInfinite(value) ? value.equals(OffsetDateTime.MAX) ? LAST : FIRST : value.toInstant();
    }

    /** Whether the driver read PostgreSQL's {@code infinity} or {@code -infinity}. */
    public static boolean isInfinite(@Nullable OffsetDateTime value) {
        return OffsetDateTime.MAX.equals(value) || OffsetDateTime.MIN.equals(value);
    }

    /** A date; null for null. Infinite dates are read as the days of {@link #FIRST} and {@link #LAST}. */
    public static @Nullable LocalDate readDate(ResultSet row, String column) throws SQLException {
        LocalDate value = row.getObject(column, LocalDate.class);
        if (LocalDate.MAX.equals(value)) {
            return day(LAST);
        }
        return LocalDate.MIN.equals(value) ? day(FIRST) : value;
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
