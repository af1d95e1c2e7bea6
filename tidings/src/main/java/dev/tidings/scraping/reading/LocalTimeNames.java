package dev.tidings.scraping.reading;

import dev.tidings.scraping.reading.ZoneNames.ZoneMention;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the place whose local time a normalized text names: "5 pm local time (Cape Town)", "17 Uhr Ortszeit in Nairobi". */
final class LocalTimeNames {
    private static final Pattern LOCAL_TIME = Pattern.compile("\\G[ ,]{0,2}[(\\[]? ?(?:in )?(?:the )?"
            + "(?:local time|ortszeit|lokalzeit|heure locale|hora local|ora locale|lokale tijd|lokal tid)"
            + "(?<joint>[ ,)]{0,3}[(\\[] ?(?:in )?| (?:in|of|at|a|de|di|i|te) |, ?| - )(?:the )?"
            + "(?<place>\\p{L}{1,40}(?:[ '-]\\p{L}{1,40}){0,4})");
    private static final Pattern LAST_WORD = Pattern.compile("[ '-]\\p{L}+$");
    private static final Pattern READER = Pattern.compile("(?:your|the applicant|applicant).*");

    private LocalTimeNames() {}

    /**
     * The zone of the place; null if no words for local time and a place stand there. A place that is not known has no zone,
     * and an inference that says how it was read.
     *
     * @param index after the hour
     * @param source the zone of the source
     */
    static @Nullable ZoneMention at(String text, int index, ZoneId source) {
        Matcher match = LOCAL_TIME.matcher(text);
        if (!match.find(index)) {
            return null;
        }
        String name = match.group("place");
        for (String longer = "";
                !longer.equals(name);
                name = LAST_WORD.matcher(name).replaceFirst("")) {
            longer = name;
            ZoneId place = ZoneTable.place(name);
            if (place != null) {
                return new ZoneMention(place, match.start("place") + name.length(), null);
            }
        }
        boolean isPlace = !match.group("joint").strip().startsWith(",")
                && !match.group("joint").isBlank()
                && !READER.matcher(match.group("place")).matches();
        return isPlace
                ? new ZoneMention(null, index, "names a time zone that is not known and was read in " + source)
                : null;
    }
}
