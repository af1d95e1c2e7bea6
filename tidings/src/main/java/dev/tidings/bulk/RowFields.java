package dev.tidings.bulk;

import dev.tidings.core.Suggestion;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks for fields of all kinds of rows. Error texts name fields, never values. */
public final class RowFields {
    /** Characters that an id may have. */
    public static final int MAX_ID = 128;

    /** Any characters except control characters, line separators and those that override the direction of text. */
    public static final String ID_PATTERN = "^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069]+$";

    private static final Pattern ID = Pattern.compile(ID_PATTERN);

    private RowFields() {}

    /** @throws RowRefused if the row has a field of another name */
    public static void requireKnown(ObjectNode row, Collection<String> known) {
        for (String name : row.propertyNames()) {
            if (!known.contains(name)) {
                String near = Suggestion.nearest(name, known);
                throw new RowRefused("unknown key " + quoted(name) + "; "
                        + (near == null ? "" : "did you mean " + near + "? ")
                        + "known are " + String.join(", ", known));
            }
        }
    }

    /**
     * Checks the header of a CSV file.
     *
     * @param rows what the file has, such as "users"
     * @throws FileRefused if the header has an unknown column or lacks a required one
     */
    public static void requireColumns(
            Collection<String> header, Collection<String> known, Collection<String> required, String rows) {
        for (String name : header) {
            if (!known.contains(name)) {
                String near = Suggestion.nearest(name, known);
                throw new FileRefused("The header has the unknown column " + quoted(name) + "; "
                        + (near == null ? "" : "did you mean " + near + "? ")
                        + "a file of " + rows + " has the columns " + String.join(", ", known));
            }
        }
        for (String name : required) {
            if (!header.contains(name)) {
                throw new FileRefused("The header lacks the column " + quoted(name) + "; a file of " + rows
                        + " begins with a header that has at least " + String.join(", ", required));
            }
        }
    }

    /** A required text; see {@link #text}. */
    public static String required(ObjectNode row, String name, int limit) {
        String text = text(row, name, limit);
        if (text == null) {
            throw new RowRefused(name + " is missing");
        }
        return text;
    }

    /** A required id; see {@link #id}. */
    public static String requiredId(ObjectNode row, String name) {
        String id = id(row, name);
        if (id == null) {
            throw new RowRefused(name + " is missing");
        }
        return id;
    }

    /**
     * An id: a text of up to {@value #MAX_ID} characters in any script; see {@link #text}.
     *
     * @throws RowRefused also if it has control characters or characters that override the direction of text: an
     *     operator who reads it would take it for another one
     */
    public static @Nullable String id(ObjectNode row, String name) {
        String id = text(row, name, MAX_ID);
        if (id != null && !ID.matcher(id).matches()) {
            throw new RowRefused(name + " has control characters or characters that override the direction of text");
        }
        return id;
    }

    /**
     * An id that has an address of its own in the API.
     *
     * @throws RowRefused if its address is that of imports
     */
    public static String addressable(String id) {
        if (id.equals("bulk")) {
            throw new RowRefused("id is \"bulk\", which is the address of imports");
        }
        return id;
    }

    /**
     * A text without the white space around it; whole numbers count as text.
     *
     * @param limit how many characters it may have
     * @return null if the field is absent, null or blank
     */
    public static @Nullable String text(ObjectNode row, String name, int limit) {
        JsonNode value = row.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString() && !value.isIntegralNumber()) {
            throw new RowRefused(name + " is not a text");
        }
        String text = value.asString().strip();
        if (text.codePointCount(0, text.length()) > limit) {
            throw new RowRefused(name + " is longer than " + limit + " characters");
        }
        return text.isEmpty() ? null : text;
    }

    /** The column that a header means by a name in another case, or with spaces or hyphens; else the name itself. */
    public static String columnName(String name, Collection<String> known) {
        String plain = name.strip().toLowerCase(Locale.ROOT).replaceAll("[ -]+", "_");
        return !known.contains(name) && known.contains(plain) ? plain : name;
    }

    /** A field's name as error texts quote it. */
    public static String quoted(String name) {
        return "\"" + (name.length() > 64 ? name.substring(0, 64) + "…" : name) + "\"";
    }
}
