package dev.tidings.audience;

import dev.tidings.bulk.RowFields;
import dev.tidings.bulk.RowRefused;
import dev.tidings.core.EmailAddress;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a line about a user may say. What it leaves out stays as it is; null or an empty CSV field clears it. */
final class UserRowValidator {
    static final List<String> REQUIRED = List.of("id", "email", "account_id");
    static final List<String> COLUMNS =
            List.of("id", "email", "name", "account_id", "time_zone", "locale", "plan", "opt_in_digest", "profile");

    private static final Set<String> TRUE_VALUES = Set.of("true", "t", "yes", "1");
    private static final Set<String> FALSE_VALUES = Set.of("false", "f", "no", "0");

    private final JsonMapper json = new JsonMapper();
    private final Set<String> zones = ZoneId.getAvailableZoneIds();

    /** Checks the line and brings its values to the types of the table. */
    ObjectNode check(ObjectNode line, Consumer<String> note) {
        RowFields.requireKnown(line, COLUMNS);
        line.put("id", RowFields.required(line, "id", 64));
        line.put("account_id", RowFields.required(line, "account_id", 64));
        line.put("email", email(line));
        normalizeText(line, "name", 200);
        normalizeText(line, "plan", 64);
        normalizeText(line, "time_zone", 64);
        normalizeText(line, "locale", 64);
        checkProfile(line);
        checkOptIn(line);
        warnOfZone(line.path("time_zone"), note);
        warnOfLocale(line.path("locale"), note);
        return line;
    }

    private static String email(ObjectNode line) {
        String email = RowFields.required(line, "email", 254);
        if (!EmailAddress.isValid(email)) {
            throw new RowRefused("email is no address that mail servers take");
        }
        return email;
    }

    private static void normalizeText(ObjectNode line, String name, int limit) {
        if (line.has(name)) {
            line.put(name, RowFields.text(line, name, limit));
        }
    }

    private void warnOfZone(JsonNode zone, Consumer<String> note) {
        if (zone.isString() && !zones.contains(zone.stringValue())) {
            note.accept("time_zone is not in the tz database; the digest's zone will serve");
        }
    }

    private static void warnOfLocale(JsonNode locale, Consumer<String> note) {
        if (locale.isString() && !isWellFormed(locale.stringValue())) {
            note.accept("locale is no BCP 47 tag; en-US will serve");
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

    /** An object; in CSV the text of one. */
    private void checkProfile(ObjectNode line) {
        JsonNode profile = line.path("profile");
        if (profile.isString()) {
            try {
                profile = json.readTree(profile.stringValue());
            } catch (JacksonException e) {
                throw new RowRefused("profile is no JSON object");
            }
            line.set("profile", profile);
        }
        if (!profile.isObject() && !profile.isNull() && !profile.isMissingNode()) {
            throw new RowRefused("profile is no JSON object");
        }
    }

    /** No answer is no change, whether it is absent, null or an empty field. */
    private static void checkOptIn(ObjectNode line) {
        JsonNode answer = line.path("opt_in_digest");
        if (answer.isNull()) {
            line.remove("opt_in_digest");
        } else if (!answer.isMissingNode() && !answer.isBoolean()) {
            line.put("opt_in_digest", yesOrNo(answer));
        }
    }

    private static boolean yesOrNo(JsonNode answer) {
        @Nullable
        String text = answer.isString() || answer.isIntegralNumber()
                ? answer.asString().strip().toLowerCase(Locale.ROOT)
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
