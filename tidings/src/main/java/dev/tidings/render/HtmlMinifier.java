package dev.tidings.render;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Removes parts of the compiler's HTML that no client uses: indentation, line breaks between the parts of a table,
 * repeated declarations, defaults. Comments stay unchanged: Outlook reads them.
 */
final class HtmlMinifier {
    private static final Pattern PIECE = Pattern.compile(
            "<!--.*?-->|(<style[^>]*>)(.*?)</style>|(<[a-z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>)|</tbody>", Pattern.DOTALL);

    private static final Pattern SPACES = Pattern.compile(" {2,}");
    private static final Pattern DEFAULTS = Pattern.compile(" border=\"0\"| class=\"\"| (?=>)");
    private static final Pattern STYLE = Pattern.compile(" style=\"([^\"]*)\"");
    private static final Pattern BACKGROUND = Pattern.compile("background:([^;]*);(?=background-color:\\1(?:;|$))");
    private static final Pattern ZERO = Pattern.compile("(?<=[: ])0px\\b");
    private static final Pattern AROUND_SIGNS = Pattern.compile("(\\{\\{[^{}]*}})|\\s*([{};,>])\\s*|(:)\\s+|\\s+");

    /** Tags beside which a line break has no effect. */
    private static final String PART = "</?(?:table|tr|td|th|head|style|meta|title|html|body|h[1-6])\\b[^<>]*>";

    private static final Pattern ENDS_WITH_PART = Pattern.compile(PART + "$");
    private static final Pattern BEGINS_WITH_PART = Pattern.compile("^" + PART);

    /** The edge of a section. Its lines may be repeated and are not joined with others. */
    private static final Pattern SECTION_EDGE = Pattern.compile("^\\{\\{[#^/][^{}]*}}$");

    /** Longest joined line, in bytes. Rendered lines then stay below a mail server's limit of 998. */
    private static final int LONGEST_LINE = 300;

    private HtmlMinifier() {}

    static String minify(String html) {
        String trimmed =
                lines(html.lines().map(line -> SPACES.matcher(line.strip()).replaceAll(" ")));
        return joined(PIECE.matcher(trimmed).replaceAll(piece -> Matcher.quoteReplacement(minifyPiece(piece))));
    }

    private static String minifyPiece(MatchResult piece) {
        if (piece.group(1) != null) {
            return piece.group(1) + css(piece.group(2)) + "</style>";
        }
        if (piece.group(3) != null) {
            return piece.group(3).equals("<tbody>") ? "" : tag(piece.group(3));
        }
        return piece.group().equals("</tbody>") ? "" : piece.group();
    }

    private static String tag(String tag) {
        String minified = DEFAULTS.matcher(tag).replaceAll("");
        minified = STYLE.matcher(minified)
                .replaceAll(style -> Matcher.quoteReplacement(" style=\"" + declarations(style.group(1)) + "\""));
        // Values that may be long start a line of their own.
        return minified.replace(" href=\"{{", "\nhref=\"{{").replace(" aria-label=\"", "\naria-label=\"");
    }

    private static String declarations(String style) {
        String minified =
                ZERO.matcher(BACKGROUND.matcher(css(style)).replaceAll("")).replaceAll("0");
        return minified.endsWith(";") ? minified.substring(0, minified.length() - 1) : minified;
    }

    /** Minifies a style, unless it contains quoted text, which may hold any character. */
    private static String css(String css) {
        if (css.contains("\"") || css.contains("'") || css.contains("/*")) {
            return css;
        }
        return AROUND_SIGNS
                .matcher(css.strip())
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) != null
                                ? found.group(1)
                                : found.group(2) != null
                                        ? found.group(2) + (found.group(2).equals("}") ? "\n" : "")
                                        : found.group(3) != null ? ":" : " "))
                .replace(";}", "}");
    }

    private static String joined(String html) {
        List<StringBuilder> joined = new ArrayList<>();
        String last = "";
        for (String line : html.lines().toList()) {
            if (!joined.isEmpty() && canJoin(last, line) && joined.getLast().length() + line.length() < LONGEST_LINE) {
                joined.getLast().append(line);
            } else {
                joined.add(new StringBuilder(line));
            }
            last = line;
        }
        return lines(joined.stream().map(StringBuilder::toString));
    }

    private static boolean canJoin(String line, String next) {
        return !SECTION_EDGE.matcher(line).find()
                && !SECTION_EDGE.matcher(next).find()
                && (ENDS_WITH_PART.matcher(line).find()
                        || BEGINS_WITH_PART.matcher(next).find());
    }

    private static String lines(Stream<String> lines) {
        return lines.filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }
}
