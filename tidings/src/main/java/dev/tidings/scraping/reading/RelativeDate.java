package dev.tidings.scraping.reading;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads days that are counted from today: "in 3 days", "noch zwei Wochen", "5 days left", "tomorrow". */
final class RelativeDate {
    private static final Map<String, ChronoUnit> UNITS = words(Map.of(
            ChronoUnit.HOURS, "hour hours hrs stunde stunden heure heures hora horas ora ore uur",
            ChronoUnit.DAYS, "day days tag tage tagen jour jours dia dias giorno giorni dag dagen dage dagar dager dni",
            ChronoUnit.WEEKS,
                    "week weeks woche wochen semaine semaines semana semanas settimana settimane weken uge uger",
            ChronoUnit.MONTHS, "month months monat monate monaten mois mes meses mese mesi maand maanden"));
    private static final List<String> NUMBERS = List.of(
            "null",
            "a an one ein einem einen einer eine un une una uno een",
            "two zwei deux dos due dois duas twee",
            "three drei trois tres tre drie",
            "four vier quatre cuatro quattro quatro",
            "five funf cinq cinco cinque vijf",
            "six sechs seis sei zes",
            "seven sieben sept siete sette sete zeven",
            "eight acht huit ocho otto oito",
            "nine neun neuf nueve nove negen",
            "ten zehn dix diez dieci dez tien");

    private static final String AMOUNT = "(?<number>\\d{1,3}|\\p{L}{1,7}) (?<unit>\\p{L}{2,9})";
    private static final List<Pattern> FORMS = List.of(
            Pattern.compile(
                    "(?<!\\p{L})(?:in|within|noch|binnen|dans|encore|en|tra|fra|em|over|om) " + AMOUNT + "(?!\\p{L})"),
            Pattern.compile("(?<!\\p{L})" + AMOUNT
                    + " (?:left|to go|remaining|from now|ubrig|restants?|restantes|rimanenti|resterend)(?!\\p{L})"));

    /** The longest names first: "the day after tomorrow" contains "tomorrow". Each with the days from today. */
    private static final Map<WordList, Integer> NAMED_DAYS = new LinkedHashMap<>();

    static {
        NAMED_DAYS.put(WordList.of("""
                day after tomorrow, übermorgen, après-demain, après demain, pasado mañana, dopodomani, depois de amanhã,
                overmorgen, i overmorgen, i övermorgon, pojutrze, pozítří, послезавтра"""), 2);
        NAMED_DAYS.put(
                WordList.of(
                        "tomorrow, morgen, demain, mañana, domani, amanhã, i morgen, i morgon, jutro, zítra, завтра"),
                1);
        NAMED_DAYS.put(WordList.of("today, tonight, heute, aujourd'hui, hoy, oggi, hoje, vandaag"), 0);
    }

    private RelativeDate() {}

    /**
     * The day that a normalized text names; null if it names none.
     *
     * @param found when the text was found
     */
    static @Nullable LocalDate in(String text, ZonedDateTime found) {
        for (Pattern form : FORMS) {
            Matcher match = form.matcher(text);
            while (match.find()) {
                Integer number = number(match.group("number"));
                ChronoUnit unit = UNITS.get(match.group("unit"));
                if (number != null && unit != null) {
                    return found.plus(number, unit).toLocalDate();
                }
            }
        }
        String rest = text;
        @Nullable LocalDate first = null;
        for (Map.Entry<WordList, Integer> day : NAMED_DAYS.entrySet()) {
            if (day.getKey().isIn(rest)) {
                first = found.toLocalDate().plusDays(day.getValue());
                rest = day.getKey().pattern().matcher(rest).replaceAll(" ");
            }
        }
        return first;
    }

    private static @Nullable Integer number(String text) {
        if (Character.isDigit(text.charAt(0))) {
            return Integer.valueOf(text);
        }
        for (int number = 1; number < NUMBERS.size(); number++) {
            if (List.of(NUMBERS.get(number).split(" ", -1)).contains(text)) {
                return number;
            }
        }
        return null;
    }

    private static Map<String, ChronoUnit> words(Map<ChronoUnit, String> names) {
        Map<String, ChronoUnit> units = new HashMap<>();
        names.forEach((unit, words) -> List.of(words.split(" ", -1)).forEach(word -> units.put(word, unit)));
        return units;
    }
}
