package dev.tidings.scraping.reading;

import java.util.Map;
import java.util.regex.Pattern;

/** Replaces the years of eras by years of the common calendar: 令和8年 and R8.3.15 of Japan, 民國115年 of Taiwan. */
final class EraYears {
    /** The year before the first year of each era. */
    private static final Map<String, Integer> YEAR_BEFORE =
            Map.of("令和", 2018, "r", 2018, "平成", 1988, "民國", 1911, "民国", 1911, "中華民國", 1911);

    private static final String FIRST = "元";
    private static final Pattern ERA_YEAR = Pattern.compile(
            "(?:(?<era>令和|平成|(?:中華)?民國|民国) ?|(?<![\\p{L}\\d])(?<letter>r))(?<year>元|\\d{1,3})(?= ?年|[./-]\\d)");

    private EraYears() {}

    /** @param text normalized */
    static String replace(String text) {
        return ERA_YEAR.matcher(text).replaceAll(match -> {
            String era = match.group("era") == null ? match.group("letter") : match.group("era");
            return Integer.toString(year(match.group("year")) + YEAR_BEFORE.getOrDefault(era, 0));
        });
    }

    private static int year(String text) {
        return text.equals(FIRST) ? 1 : Integer.parseInt(text);
    }
}
