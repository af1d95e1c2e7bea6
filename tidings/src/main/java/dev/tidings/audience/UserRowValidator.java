package dev.tidings.audience;

import dev.tidings.bulk.RowFields;
import dev.tidings.bulk.RowRefused;
import dev.tidings.core.EmailAddress;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Validates rows of users. An absent column keeps its value; null or an empty CSV field clears it. */
final class UserRowValidator {
    static final List<String> REQUIRED = List.of("id", "email", "account_id");
    static final List<String> COLUMNS =
            List.of("id", "email", "name", "account_id", "time_zone", "locale", "plan", "opt_in_digest", "profile");

    private static final Set<String> TRUE_VALUES = Set.of("true", "t", "yes", "1");
    private static final Set<String> FALSE_VALUES = Set.of("false", "f", "no", "0");

    private static final Pattern POSIX_SUFFIX = Pattern.compile("[.@].*");

    private final JsonMapper json = new JsonMapper();
    private final boolean complete;

    /** @param complete whether a row must have the required columns; if not, only its id */
    UserRowValidator(boolean complete) {
        this.complete = complete;
    }

    /** Validates the row and converts its values to the column types. */
    ObjectNode check(ObjectNode row, Consumer<String> notes) {
        RowFields.requireKnown(row, COLUMNS);
        row.put("id", RowFields.addressable(RowFields.requiredId(row, "id")));
        if (complete || row.has("account_id")) {
            row.put("account_id", RowFields.requiredId(row, "account_id"));
        }
        if (complete || row.has("email")) {
            row.put("email", email(row));
        }
        normalizeText(row, "name", 200);
        normalizeText(row, "plan", 64);
        normalizeText(row, "time_zone", 64);
        normalizeText(row, "locale", 64);
        checkProfile(row);
        checkOptIn(row);
        readZone(row, notes);
        readLocale(row, notes);
        return row;
    }

    private static String email(ObjectNode row) {
        String email = EmailAddress.withAsciiDomain(RowFields.required(row, "email", 254));
        String problem = EmailAddress.problem(email);
        if (problem != null) {
            throw new RowRefused("email " + problem);
        }
        return email;
    }

    private static void normalizeText(ObjectNode row, String name, int limit) {
        if (row.has(name)) {
            row.put(name, RowFields.text(row, name, limit));
        }
    }

    private static void readZone(ObjectNode row, Consumer<String> notes) {
        if (!row.path("time_zone").isString()) {
            return;
        }
        ZoneSpelling.SpelledZone zone = ZoneSpelling.of(row.path("time_zone").stringValue());
        if (zone == null) {
            notes.accept("time_zone is not in the tz database; the digest's zone is used instead");
            return;
        }
        row.put("time_zone", zone.id());
        if (zone.guess() != null) {
            notes.accept("time_zone is read as " + zone.id() + ", " + zone.guess());
        }
    }

    /** Reads also the form of POSIX, as {@code fr_FR.UTF-8}. */
    private static void readLocale(ObjectNode row, Consumer<String> notes) {
        if (!row.path("locale").isString()) {
            return;
        }
        String tag = POSIX_SUFFIX
                .matcher(row.path("locale").stringValue())
                .replaceFirst("")
                .replace('_', '-');
        if (isWellFormed(tag)) {
            row.put("locale", tag);
        } else {
            notes.accept("locale is not a BCP 47 tag; en-US is used instead");
        }
    }

    private static boolean isWellFormed(String tag) {
        try {
            return !new Locale.Builder()
                    .setLanguageTag(tag)
                    .build()
                    .getLanguage()
                    .isEmpty();
        } catch (IllformedLocaleException e) {
            return false;
        }
    }

    /** Accepts an object, or in CSV its text. */
    private void checkProfile(ObjectNode row) {
        JsonNode profile = row.path("profile");
        if (profile.isString()) {
            try {
                profile = json.readTree(profile.stringValue());
            } catch (JacksonException e) {
                throw new RowRefused("profile is not a JSON object");
            }
            row.set("profile", profile);
        }
        if (!profile.isObject() && !profile.isNull() && !profile.isMissingNode()) {
            throw new RowRefused("profile is not a JSON object");
        }
    }

    /** An absent, null or empty value means no change. */
    private static void checkOptIn(ObjectNode row) {
        JsonNode value = row.path("opt_in_digest");
        if (value.isNull()) {
            row.remove("opt_in_digest");
        } else if (!value.isMissingNode() && !value.isBoolean()) {
            row.put("opt_in_digest", parseFlag(value));
        }
    }

    private static boolean parseFlag(JsonNode value) {
        @Nullable
        String text = value.isString() || value.isIntegralNumber()
                ? value.asString().strip().toLowerCase(Locale.ROOT)
                : null;
        if (text != null && TRUE_VALUES.contains(text)) {
            return true;
        }
        if (text != null && FALSE_VALUES.contains(text)) {
            return false;
        }
        throw new RowRefused("opt_in_digest is neither true nor false");
    }
}
