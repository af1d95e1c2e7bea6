package dev.tidings.yaml;

import dev.tidings.core.Suggestion;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Parses one kind of value and describes it for error messages.
 *
 * @param expected completes the sentence "give ..."
 * @param placeholder replaces an invalid or missing value while the rest of the file is read
 * @param knownValues all valid texts, if they can be listed, to recognize a mistyped one
 * @param parser throws IllegalArgumentException or DateTimeException for an invalid text
 */
public record ValueParser<T>(
        String expected, T placeholder, Collection<String> knownValues, Function<String, T> parser) {

    public static final ValueParser<Boolean> FLAG = choice(List.of("true", "false"), Boolean::valueOf);

    public static final ValueParser<String> TEXT = new ValueParser<>("a text in one line", "text", List.of(), text -> {
        require(text.matches("\\P{Cc}+"));
        return text;
    });

    /** @param example a valid text */
    public static <T> ValueParser<T> of(String what, String example, Function<String, T> parser) {
        return new ValueParser<>(what + " such as \"" + example + "\"", parser.apply(example), List.of(), parser);
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

    /** One of many texts. Errors suggest only the nearest one. */
    public static <T> ValueParser<T> oneOf(
            Collection<String> words, String what, String example, Function<String, T> parser) {
        ValueParser<T> form = of(what, example, text -> {
            require(words.contains(text));
            return parser.apply(text);
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

    /** The advice for an invalid text. */
    String advice(String text) {
        String near = Suggestion.nearest(text, knownValues);
        return near == null ? "give " + expected : "did you mean " + near + "?";
    }

    private static <T> ValueParser<T> choice(List<String> words, Function<String, T> parser) {
        String expected = (words.size() == 1 ? "" : "one of ") + String.join(", ", words);
        return new ValueParser<>(expected, parser.apply(words.getFirst()), words, text -> {
            require(words.contains(text));
            return parser.apply(text);
        });
    }

    private static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void require(boolean valid) {
        if (!valid) {
            throw new IllegalArgumentException("The text is invalid");
        }
    }
}
