package dev.tidings.text;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One compiled message. Its syntax is the part of ICU MessageFormat that {@link MessagePatternParser} reads. ICU's own
 * formatter takes three to six times as long.
 */
final class MessagePattern {
    sealed interface Part {}

    record LiteralText(String text) implements Part {}

    record ArgumentSlot(String name) implements Part {}

    /** {@code {name, select, keyword {...} other {...}}} */
    record SelectChoice(String name, Map<String, List<Part>> branches) implements Part {}

    /**
     * {@code {name, plural, =0 {...} one {...} other {...}}}; within a branch, {@code #} is a slot of the same name.
     */
    record PluralChoice(String name, Map<String, List<Part>> branches) implements Part {}

    static final String OTHER = "other";

    /** In a template: the field is empty. */
    private static final String NONE = "none";

    private final String key;
    private final List<Part> parts;
    private final Set<String> arguments = new LinkedHashSet<>();

    private MessagePattern(String key, List<Part> parts) {
        this.key = key;
        this.parts = parts;
        collectArguments(parts);
    }

    /** @throws IllegalArgumentException if the pattern is malformed; the message names the key */
    static MessagePattern compile(String key, String pattern) {
        return new MessagePattern(key, new MessagePatternParser(key, pattern).parse());
    }

    private void collectArguments(List<Part> parts) {
        for (Part part : parts) {
            switch (part) {
                case LiteralText literal -> {}
                case ArgumentSlot slot -> arguments.add(slot.name());
                case SelectChoice choice -> collectArguments(choice.name(), choice.branches());
                case PluralChoice choice -> collectArguments(choice.name(), choice.branches());
            }
        }
    }

    private void collectArguments(String name, Map<String, List<Part>> branches) {
        arguments.add(name);
        branches.values().forEach(this::collectArguments);
    }

    /** In the order in which the pattern names them. */
    Set<String> arguments() {
        return arguments;
    }

    /**
     * @param arguments names and values in turn
     * @throws IllegalArgumentException if an argument is missing
     */
    String format(Object... arguments) {
        if (parts.size() == 1 && parts.getFirst() instanceof LiteralText(String text)) {
            return text;
        }
        StringBuilder formatted = new StringBuilder(64);
        append(parts, arguments, formatted);
        return formatted.toString();
    }

    /** @throws IllegalArgumentException if it chooses by anything but whether a field is empty */
    String asTemplate() {
        return asTemplate(parts);
    }

    private String asTemplate(List<Part> parts) {
        StringBuilder template = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case LiteralText literal -> template.append(literal.text());
                case ArgumentSlot slot ->
                    template.append("{{").append(slot.name()).append("}}");
                case SelectChoice choice -> template.append(sections(choice));
                case PluralChoice choice ->
                    throw new IllegalArgumentException("The message " + key + " counts; a template cannot");
            }
        }
        return template.toString();
    }

    private String sections(SelectChoice choice) {
        if (!choice.branches().keySet().equals(Set.of(NONE, OTHER))) {
            throw new IllegalArgumentException(
                    "The message " + key + " is used in a template, which can only choose between none and other");
        }
        String name = choice.name();
        return "{{#" + name + "}}" + asTemplate(branch(choice.branches(), OTHER)) + "{{/" + name + "}}" + "{{^" + name
                + "}}" + asTemplate(branch(choice.branches(), NONE)) + "{{/" + name + "}}";
    }

    private void append(List<Part> parts, Object[] arguments, StringBuilder formatted) {
        for (int i = 0; i < parts.size(); i++) {
            switch (parts.get(i)) {
                case LiteralText literal -> formatted.append(literal.text());
                case ArgumentSlot slot -> formatted.append(value(slot.name(), arguments));
                case SelectChoice choice ->
                    append(branch(choice.branches(), keyword(choice, arguments)), arguments, formatted);
                case PluralChoice choice ->
                    append(pluralBranch(choice.branches(), count(choice, arguments)), arguments, formatted);
            }
        }
    }

    private String keyword(SelectChoice choice, Object[] arguments) {
        return value(choice.name(), arguments).toString();
    }

    private long count(PluralChoice choice, Object[] arguments) {
        if (value(choice.name(), arguments) instanceof Number count) {
            return count.longValue();
        }
        throw new IllegalArgumentException("The message " + key + " counts {" + choice.name() + "}: not a number");
    }

    /** An exact number wins. English has two more categories (CLDR): {@code one}, which is 1, and {@code other}. */
    private static List<Part> pluralBranch(Map<String, List<Part>> branches, long count) {
        List<Part> exact = branches.get("=" + count);
        return exact != null ? exact : branch(branches, count == 1 ? "one" : OTHER);
    }

    private static List<Part> branch(Map<String, List<Part>> branches, String keyword) {
        List<Part> branch = branches.get(keyword);
        return branch != null ? branch : branches.getOrDefault(OTHER, List.of());
    }

    private Object value(String name, Object[] arguments) {
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            if (name.equals(arguments[i])) {
                return arguments[i + 1];
            }
        }
        throw new IllegalArgumentException("The message " + key + " lacks its argument {" + name + "}");
    }
}
