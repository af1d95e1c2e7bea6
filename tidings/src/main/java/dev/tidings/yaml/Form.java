package dev.tidings.yaml;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A kind of value: how it is read from its text, and how to ask for it.
 *
 * @param wanted ends the sentence "give ..."
 * @param standIn takes the place of a value that is wrong or missing, so that the rest of the file can be read
 * @param words every text that can be read, where they can be listed, to recognize a mistyped one
 * @param reading throws IllegalArgumentException or DateTimeException for a text that has another form
 */
public record Form<T>(String wanted, T standIn, Collection<String> words, Function<String, T> reading) {

    public static final Form<Boolean> FLAG = choice(List.of("true", "false"), Boolean::valueOf);

    public static final Form<String> TEXT = new Form<>("a text in one line", "text", List.of(), text -> {
        require(text.matches("\\P{Cc}+"));
        return text;
    });

    /** @param example a text that can be read */
    public static <T> Form<T> of(String what, String example, Function<String, T> reading) {
        return new Form<>(what + " such as \"" + example + "\"", reading.apply(example), List.of(), reading);
    }

    /** @param pattern a regular expression for the whole text */
    public static Form<String> matching(String pattern, String what, String example) {
        return of(what, example, text -> {
            require(text.matches(pattern));
            return text;
        });
    }

    public static Form<Integer> wholeNumber(int least, int most) {
        return new Form<>("a whole number from " + least + " to " + most, least, List.of(), text -> {
            int number = Integer.parseInt(text);
            require(number >= least && number <= most);
            return number;
        });
    }

    /** A text out of many; only a near one is suggested. */
    public static <T> Form<T> among(
            Collection<String> words, String what, String example, Function<String, T> reading) {
        Form<T> form = of(what, example, text -> {
            require(words.contains(text));
            return reading.apply(text);
        });
        return new Form<>(form.wanted, form.standIn, words, form.reading);
    }

    public static Form<String> choice(String... words) {
        return choice(List.of(words), Function.identity());
    }

    /** One of an enumeration's constants, spelled in lower case with dashes. */
    public static <E extends Enum<E>> Form<E> choice(Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        List<String> words = constants.stream().map(Form::spelled).toList();
        return choice(words, text -> constants.get(words.indexOf(text)));
    }

    /** What to do about a text that this form cannot read. */
    String advice(String text) {
        String near = NearestWord.to(text, words);
        return near == null ? "give " + wanted : "did you mean " + near + "?";
    }

    private static <T> Form<T> choice(List<String> words, Function<String, T> reading) {
        String wanted = (words.size() == 1 ? "" : "one of ") + String.join(", ", words);
        return new Form<>(wanted, reading.apply(words.getFirst()), words, text -> {
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
