package dev.tidings.render;

import dev.tidings.render.TemplateTokens.TagPosition;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Where in the markup a template's text is, character by character: in text, in an element's tag, in an attribute. */
final class MarkupState {
    /** Attributes that a client loads or follows. */
    private static final Set<String> ADDRESSES = Set.of("href", "src", "action", "background", "background-url");

    /** Attributes that are read out or shown as text. */
    private static final Set<String> TEXTS = Set.of("alt", "title", "aria-label", "aria-description");

    private static final Set<String> DIMENSIONS = Set.of("height", "width");

    /** Stands for a field in the value of an attribute. */
    private static final char FIELD = '\0';

    /** The begin of an address whose host cannot change any more. */
    private static final Pattern FIXED_HOST = Pattern.compile(
            "\\s*(?:https?://[^/?#\\\\@\\x00]+|\\x00)[/?#].*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private final StringBuilder name = new StringBuilder();
    private final StringBuilder value = new StringBuilder();
    private final StringBuilder element = new StringBuilder();
    private boolean inTag;
    private boolean nameEnded;
    private boolean afterEquals;
    private char quote;
    private char previous;
    private String content = "";

    /** What a section must leave as it found it, and the value so far of the attribute that it is in. */
    record Snapshot(boolean inTag, char quote, String attribute, String value) {
        boolean isSamePlace(Snapshot other) {
            return inTag == other.inTag && quote == other.quote && (quote == 0 || attribute.equals(other.attribute));
        }
    }

    void accept(char c) {
        if (!inTag) {
            beginTag(c);
        } else if (quote != 0) {
            acceptValue(c);
        } else {
            acceptName(c);
        }
        previous = c;
    }

    private void beginTag(char c) {
        if (previous == '<' && (Character.isLetter(c) || c == '/')) {
            inTag = true;
            name.setLength(0);
            element.setLength(0);
            element.append(Character.toLowerCase(c));
            nameEnded = false;
            afterEquals = false;
        }
    }

    private void acceptValue(char c) {
        if (c == quote) {
            quote = 0;
            name.setLength(0);
        } else {
            value.append(c);
        }
    }

    private void acceptName(char c) {
        if (c == '>') {
            inTag = false;
            content = element.toString();
        } else if (c == '"' || c == '\'') {
            if (!afterEquals) {
                name.setLength(0);
            }
            quote = c;
            afterEquals = false;
            value.setLength(0);
        } else if (c == '=') {
            afterEquals = true;
        } else if (Character.isWhitespace(c)) {
            nameEnded = true;
        } else {
            appendName(c);
        }
    }

    private void appendName(char c) {
        if (!nameEnded && name.isEmpty()) {
            element.append(Character.toLowerCase(c));
            return;
        }
        if (nameEnded || afterEquals) {
            name.setLength(0);
        }
        nameEnded = false;
        afterEquals = false;
        name.append(c);
    }

    /** Accepts a field or an included file. */
    void acceptField() {
        if (quote != 0) {
            value.append(FIELD);
        }
        previous = FIELD;
    }

    boolean isInTag() {
        return inTag;
    }

    TagPosition position() {
        if (!inTag && previous == '<') {
            return TagPosition.MARKUP;
        }
        if (!inTag) {
            return switch (content) {
                case "style", "mj-style" -> TagPosition.STYLE;
                case "script" -> TagPosition.MARKUP;
                default -> TagPosition.TEXT;
            };
        }
        String attribute = attribute();
        if (quote == 0) {
            return TagPosition.MARKUP;
        }
        if (ADDRESSES.contains(attribute)) {
            return value.toString().isBlank()
                    ? TagPosition.ADDRESS
                    : isHostFixed(value) ? TagPosition.TEXT : TagPosition.HOST;
        }
        if (attribute.equals("style") || attribute.endsWith("color")) {
            return TagPosition.STYLE;
        }
        if (DIMENSIONS.contains(attribute)) {
            return TagPosition.DIMENSION;
        }
        return TEXTS.contains(attribute) ? TagPosition.ATTRIBUTE : TagPosition.MARKUP;
    }

    private String attribute() {
        return name.toString().toLowerCase(Locale.ROOT);
    }

    Snapshot snapshot() {
        return new Snapshot(inTag, quote, attribute(), value.toString());
    }

    /** After a section that may be absent, an address is as far as before it. */
    void leaveSection(Snapshot begin) {
        if (quote != 0 && !isHostFixed(begin.value())) {
            value.setLength(0);
            value.append(begin.value());
        }
    }

    private static boolean isHostFixed(CharSequence value) {
        return FIXED_HOST.matcher(value).matches();
    }
}
