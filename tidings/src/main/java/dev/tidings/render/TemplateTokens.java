package dev.tidings.render;

import java.util.List;

/**
 * The marks of one template file, in the order they stand, each with its line (counted from 1; 0 in a text that is one
 * line).
 *
 * @param tags Mustache tags
 * @param elements MJML elements
 */
record TemplateTokens(List<Tag> tags, List<Element> elements) {

    static TemplateTokens of(String text) {
        return new TemplateLexer(text, 1).scan();
    }

    static TemplateTokens ofLine(String line) {
        return new TemplateLexer(line, 0).scan();
    }

    /** Where a mark stands, as errors begin. */
    static String location(String file, int line) {
        return line == 0 ? file + ": " : file + ":" + line + ": ";
    }

    enum TagKind {
        VARIABLE(""),
        UNESCAPED("&"),
        SECTION("#"),
        INVERTED("^"),
        END("/"),
        INCLUDE("> "),
        COMMENT("!"),
        /** Lacks its closing braces. */
        UNCLOSED(""),
        /** Changes the braces, inherits, or is empty: nothing that letters need. */
        UNKNOWN("");

        private final String sign;

        TagKind(String sign) {
            this.sign = sign;
        }
    }

    /** Where a Mustache tag stands. */
    enum TagPosition {
        TEXT,
        /** At the beginning of an attribute that a client loads or follows. */
        ADDRESS,
        STYLE
    }

    /** @param name what stands between the braces, without the sign */
    record Tag(TagKind kind, String name, int line, TagPosition position) {
        @Override
        public String toString() {
            return "{{" + kind.sign + name + "}}";
        }
    }

    enum ElementEdge {
        BEGIN,
        END,
        /** Beginning and end at once. */
        EMPTY
    }

    /** One tag of an MJML element. */
    record Element(String name, ElementEdge edge, int line) {}
}
