package dev.tidings.yaml;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A kind of value: how it is read from its text, and how to ask for it.
 *
 * @param expected ends the sentence "give ..."
 * @param placeholder takes the place of a value that is wrong or missing, so that the rest of the file can be read
 * @param knownValues every text that can be read, where they can be listed, to recognize a mistyped one
 * @param parser throws IllegalArgumentException or DateTimeException for a text that has another form
 */
public record ValueParser<T>(
        String expected, T placeholder, Collection<String> knownValues, Function<String, T> parser) {

    public static final ValueParser<Boolean> FLAG = choice(List.of("true", "false"), Boolean::valueOf);

    public static final ValueParser<String> TEXT = new ValueParser<>("a text in one line", "text", List.of(), text -> {
        require(text.matches("\\P{Cc}+"));
        return text;
    });

    /** @param example a text that can be read */
    public static <T> ValueParser<T> of(String what, String example, Function<String, T> reading) {
        return new ValueParser<>(what + " such as \"" + example + "\"", reading.apply(example), List.of(), reading);
    }

    /** @param pattern a regular expression for the whole text */
    public static ValueParser<String> matching(String pattern, String what, String example) {
        return of(what, example, text -> {
            require(text.matches(pattern));
            return text;
        });
    }

    public static ValueParser<Integer> wholeNumber(int least, int most) {
        return new ValueParser<>("a whole number from " + least + " to " + most, least, List.of(), text -> {
            int number = Integer.parseInt(text);
            require(number >= least && number <= most);
            return number;
        });
    }

    /** A text out of many; only a near one is suggested. */
    public static <T> ValueParser<T> oneOf(
            Collection<String> words, String what, String example, Function<String, T> reading) {
        ValueParser<T> form = of(what, example, text -> {
            require(words.contains(text));
            return reading.apply(text);
        });
        return new ValueParser<>(form.expected, form.placeholder, words, form.parser);
    }

    public static ValueParser<String> choice(String... words) {
        return choice(List.of(words), Function.identity());
    }

    /** One of an enumeration's constants, spelled in lower case with dashes. */
    public static <E extends Enum<E>> ValueParser<E> choice(Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        List<String> words = constants.stream().map(ValueParser::spelled).toList();
        return choice(words, text -> constants.get(words.indexOf(text)));
    }

    /** What to do about a text that this form cannot read. */
    String advice(String text) {
        String near = Suggestion.nearest(text, knownValues);
        return near == null ? "give " + expected : "did you mean " + near + "?";
    }

    private static <T> ValueParser<T> choice(List<String> words, Function<String, T> reading) {
        String wanted = (words.size() == 1 ? "" : "one of ") + String.join(", ", words);
        return new ValueParser<>(wanted, reading.apply(words.getFirst()), words, text -> {
            require(words.contains(text));
            return reading.apply(text);
        });
    }

    private static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void require(boolean readable) {
        if (!readable) {
            throw new IllegalArgumentException("The text has another form");
        }
    }
}
