package dev.tidings.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Columns with a word of a fixed set, an enum's constants in lower case. Another release, or a restored table without its
 * checks, can have words that this release does not know.
 */
public final class EnumColumn {
    private EnumColumn() {}

    /** The constant of a word; null for a word that this release does not know. */
    public static <E extends Enum<E>> @Nullable E find(Class<E> type, @Nullable String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(word))
                .findFirst()
                .orElse(null);
    }

    /** @param unknown the result for a word that this release does not know: one row does not cost the whole list */
    public static <E extends Enum<E>> E read(ResultSet row, String column, E unknown) throws SQLException {
        E found = find(unknown.getDeclaringClass(), row.getString(column));
        return found == null ? unknown : found;
    }

    /** The word that the column stores. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
