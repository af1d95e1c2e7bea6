package dev.tidings.render;

import dev.tidings.render.TemplateTokens.Element;
import dev.tidings.render.TemplateTokens.ElementEdge;
import dev.tidings.render.TemplateTokens.Tag;
import dev.tidings.render.TemplateTokens.TagKind;
import dev.tidings.render.TemplateTokens.TagPosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Finds the tags and elements of a template file in one pass. */
final class TemplateLexer {
    private final String text;
    private final List<Tag> tags = new ArrayList<>();
    private final List<Element> elements = new ArrayList<>();
    private final MarkupState markup = new MarkupState();
    private final Deque<OpenSection> sections = new ArrayDeque<>();
    private final boolean isMarkup;
    private int line;
    private boolean inComment;

    private record OpenSection(String name, MarkupState.Snapshot begin) {}

    /** @param isMarkup whether the text is MJML; if not, every position is {@link TagPosition#TEXT} */
    TemplateLexer(String text, int firstLine, boolean isMarkup) {
        this.text = text;
        this.line = firstLine;
        this.isMarkup = isMarkup;
    }

    TemplateTokens scan() {
        int at = 0;
        while (at < text.length()) {
            boolean isTag = text.startsWith("{{", at);
            int next = at + step(at);
            for (; at < next; at++) {
                line += text.charAt(at) == '\n' ? 1 : 0;
                if (isMarkup && !isTag) {
                    markup.accept(text.charAt(at));
                }
            }
        }
        return new TemplateTokens(List.copyOf(tags), List.copyOf(elements), markup.isInTag());
    }

    /** Processes the token that begins here and returns its length. */
    private int step(int at) {
        if (text.startsWith("{{", at)) {
            return tag(at);
        }
        if (text.startsWith("<!--", at)) {
            inComment = true;
        } else if (text.startsWith("-->", at)) {
            inComment = false;
        } else if (!inComment && (text.startsWith("<mj", at) || text.startsWith("</mj", at))) {
            return element(at);
        }
        return 1;
    }

    private int tag(int at) {
        int close = text.indexOf("}}", at + 2);
        boolean triple = text.startsWith("{{{", at);
        int next = text.indexOf("{{", at + (triple ? 3 : 2));
        boolean comment = text.startsWith("{{!", at);
        if (close < 0 || (next >= 0 && next < close && !comment)) {
            String rest = text.substring(at + 2, next < 0 ? text.length() : next);
            tags.add(new Tag(
                    TagKind.UNCLOSED, rest.lines().findFirst().orElse("").strip(), line, markup.position()));
            return 2;
        }
        String inner = text.substring(at + 2, close);
        TagKind kind = kind(inner);
        boolean unsigned = kind == TagKind.VARIABLE || kind == TagKind.UNKNOWN;
        String name = (unsigned ? inner : inner.substring(1)).strip();
        tags.add(new Tag(kind, name, line, position(kind, name)));
        return close + (triple && text.startsWith("}}}", close) ? 3 : 2) - at;
    }

    private static TagKind kind(String inner) {
        return switch (inner.isBlank() ? '=' : inner.charAt(0)) {
            case '{', '&' -> TagKind.UNESCAPED;
            case '#' -> TagKind.SECTION;
            case '^' -> TagKind.INVERTED;
            case '/' -> TagKind.END;
            case '>' -> TagKind.INCLUDE;
            case '!' -> TagKind.COMMENT;
            case '=', '<', '$' -> TagKind.UNKNOWN;
            default -> TagKind.VARIABLE;
        };
    }

    private TagPosition position(TagKind kind, String name) {
        TagPosition position = markup.position();
        switch (kind) {
            case SECTION, INVERTED -> sections.push(new OpenSection(name, markup.snapshot()));
            case END -> {
                OpenSection open = sections.poll();
                if (open != null && open.name().equals(name)) {
                    position = open.begin().isSamePlace(markup.snapshot()) ? position : TagPosition.CROSSING;
                    markup.leaveSection(open.begin());
                }
            }
            case VARIABLE, UNESCAPED, INCLUDE -> markup.acceptField();
            case COMMENT, UNCLOSED, UNKNOWN -> {}
        }
        return position;
    }

    private int element(int at) {
        boolean ends = text.charAt(at + 1) == '/';
        int begin = at + (ends ? 2 : 1);
        int behind = begin;
        while (behind < text.length()
                && (Character.isLetterOrDigit(text.charAt(behind)) || text.charAt(behind) == '-')) {
            behind++;
        }
        String name = text.substring(begin, behind);
        ElementEdge edge = ends ? ElementEdge.END : isEmpty(behind) ? ElementEdge.EMPTY : ElementEdge.BEGIN;
        elements.add(new Element(name, edge, line));
        return behind - at;
    }

    /** Whether the element with these attributes is self-closing. */
    private boolean isEmpty(int attributes) {
        char quote = 0;
        for (int i = attributes; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && c == '>') {
                return text.charAt(i - 1) == '/';
            }
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
        }
        return false;
    }
}
