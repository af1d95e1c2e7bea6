package dev.tidings.render;

import java.util.List;

/**
 * The marks of one template file, in the order they stand, each with its line (counted from 1; 0 in a text that is one
 * line).
 *
 * @param tags Mustache tags
 * @param elements MJML elements
 */
record TemplateMarks(List<Tag> tags, List<Element> elements) {

    static TemplateMarks of(String text) {
        return new TemplateScan(text, 1).run();
    }

    static TemplateMarks ofLine(String line) {
        return new TemplateScan(line, 0).run();
    }

    /** Where a mark stands, as errors begin. */
    static String at(String file, int line) {
        return line == 0 ? file + ": " : file + ":" + line + ": ";
    }

    enum Kind {
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

        Kind(String sign) {
            this.sign = sign;
        }
    }

    /** Where a Mustache tag stands. */
    enum Place {
        TEXT,
        /** At the beginning of an attribute that a client loads or follows. */
        ADDRESS,
        STYLE
    }

    /** @param name what stands between the braces, without the sign */
    record Tag(Kind kind, String name, int line, Place place) {
        @Override
        public String toString() {
            return "{{" + kind.sign + name + "}}";
        }
    }

    enum Edge {
        BEGIN,
        END,
        /** Beginning and end at once. */
        EMPTY
    }

    /** One tag of an MJML element. */
    record Element(String name, Edge edge, int line) {}
}
