package dev.tidings.text;

import dev.tidings.text.MessagePattern.ArgumentSlot;
import dev.tidings.text.MessagePattern.LiteralText;
import dev.tidings.text.MessagePattern.Part;
import dev.tidings.text.MessagePattern.PluralChoice;
import dev.tidings.text.MessagePattern.SelectChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the part of ICU MessageFormat that the catalog uses: {@code {name}}, {@code select} and {@code plural} (exact
 * numbers, keywords, {@code #}), nested at will. A name may contain dots, as fields of templates do. Quoting with
 * apostrophes, {@code offset:}, and ICU's number and date arguments are refused.
 */
final class MessagePatternParser {
    private static final Pattern NAME = Pattern.compile("\\s*([A-Za-z_][A-Za-z0-9_.]*)\\s*");
    private static final Pattern TYPE = Pattern.compile(",\\s*(select|plural)\\s*,");
    private static final Pattern KEYWORD = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9]*|=[0-9]+|[0-9]+)\\s*");

    private final String key;
    private final String pattern;
    private int position;

    MessagePatternParser(String key, String pattern) {
        this.key = key;
        this.pattern = pattern;
    }

    List<Part> parse() {
        List<Part> parts = message(null);
        if (position < pattern.length()) {
            throw malformed("closes a brace that is not open");
        }
        return parts;
    }

    /** @param counted the argument that {@code #} stands for, or null outside of plurals */
    private List<Part> message(@Nullable String counted) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        for (; position < pattern.length() && pattern.charAt(position) != '}'; position++) {
            char c = pattern.charAt(position);
            if (c == '{') {
                flush(literal, parts);
                parts.add(argument(counted));
            } else if (c == '#' && counted != null) {
                flush(literal, parts);
                parts.add(new ArgumentSlot(counted));
            } else if (c == '\''
                    && position + 1 < pattern.length()
                    && "'{}#|".indexOf(pattern.charAt(position + 1)) >= 0) {
                throw malformed("quotes with an apostrophe; write ’ for an apostrophe");
            } else {
                literal.append(c);
            }
        }
        flush(literal, parts);
        return List.copyOf(parts);
    }

    private static void flush(StringBuilder literal, List<Part> parts) {
        if (!literal.isEmpty()) {
            parts.add(new LiteralText(literal.toString()));
            literal.setLength(0);
        }
    }

    /** From the opening brace to the closing one. */
    private Part argument(@Nullable String counted) {
        position++;
        String name = next(NAME, "lacks the name of an argument").intern();
        if (pattern.startsWith("}", position)) {
            return new ArgumentSlot(name);
        }
        boolean plural = next(TYPE, "has an argument that is neither {name} nor a select nor a plural")
                .equals("plural");
        Map<String, List<Part>> branches = branches(plural ? name : counted);
        if (!branches.containsKey(MessagePattern.OTHER)) {
            throw malformed("lacks the branch other {...} of {" + name + "}");
        }
        return plural ? new PluralChoice(name, branches) : new SelectChoice(name, branches);
    }

    private Map<String, List<Part>> branches(@Nullable String counted) {
        Map<String, List<Part>> branches = new LinkedHashMap<>();
        while (!pattern.startsWith("}", position)) {
            String keyword = next(KEYWORD, "lacks a keyword or a closing brace");
            if (!pattern.startsWith("{", position)) {
                throw malformed("lacks the brace that opens the branch " + keyword);
            }
            position++;
            if (branches.put(keyword, message(counted)) != null) {
                throw malformed("has two branches " + keyword);
            }
            if (position == pattern.length()) {
                throw malformed("does not close the branch " + keyword);
            }
            position++;
            while (position < pattern.length() && Character.isWhitespace(pattern.charAt(position))) {
                position++;
            }
        }
        return branches;
    }

    private String next(Pattern expected, String otherwise) {
        Matcher found = expected.matcher(pattern).region(position, pattern.length());
        if (!found.lookingAt()) {
            throw malformed(otherwise);
        }
        position = found.end();
        return found.group(1);
    }

    private IllegalArgumentException malformed(String what) {
        return new IllegalArgumentException("The message " + key + " " + what + ", at character " + (position + 1));
    }
}
