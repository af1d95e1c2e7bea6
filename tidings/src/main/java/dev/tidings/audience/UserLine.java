package dev.tidings.audience;

import dev.tidings.bulk.Fields;
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
final class UserLine {
    static final List<String> REQUIRED = List.of("id", "email", "account_id");
    static final List<String> KEYS =
            List.of("id", "email", "name", "account_id", "time_zone", "locale", "plan", "opt_in_digest", "profile");

    private static final Set<String> YES = Set.of("true", "t", "yes", "1");
    private static final Set<String> NO = Set.of("false", "f", "no", "0");

    private final JsonMapper json = new JsonMapper();
    private final Set<String> zones = ZoneId.getAvailableZoneIds();

    /** Checks the line and brings its values to the types of the table. */
    ObjectNode check(ObjectNode line, Consumer<String> note) {
        Fields.requireKnown(line, KEYS);
        line.put("id", Fields.required(line, "id", 64));
        line.put("account_id", Fields.required(line, "account_id", 64));
        line.put("email", email(line));
        tidy(line, "name", 200);
        tidy(line, "plan", 64);
        tidy(line, "time_zone", 64);
        tidy(line, "locale", 64);
        profile(line);
        answer(line);
        noteZone(line.path("time_zone"), note);
        noteLocale(line.path("locale"), note);
        return line;
    }

    private static String email(ObjectNode line) {
        String email = Fields.required(line, "email", 254);
        if (!EmailAddress.isValid(email)) {
            throw new RowRefused("email is no address that mail servers take");
        }
        return email;
    }

    private static void tidy(ObjectNode line, String name, int limit) {
        if (line.has(name)) {
            line.put(name, Fields.text(line, name, limit));
        }
    }

    private void noteZone(JsonNode zone, Consumer<String> note) {
        if (zone.isString() && !zones.contains(zone.stringValue())) {
            note.accept("time_zone is not in the tz database; the digest's zone will serve");
        }
    }

    private static void noteLocale(JsonNode locale, Consumer<String> note) {
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
    private void profile(ObjectNode line) {
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
    private static void answer(ObjectNode line) {
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
        if (text != null && YES.contains(text)) {
            return true;
        }
        if (text != null && NO.contains(text)) {
            return false;
        }
        throw new RowRefused("opt_in_digest is neither true nor false");
    }
}
