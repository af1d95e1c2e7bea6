package dev.tidings.render;

import java.util.List;

/**
 * The tokens of one template file in order, each with its line (from 1; 0 in a text of one line).
 *
 * @param tags Mustache tags
 * @param elements MJML elements
 * @param endsInTag whether the file ends inside the tag of an element
 */
record TemplateTokens(List<Tag> tags, List<Element> elements, boolean endsInTag) {

    /** @param path the file's; a file whose name ends in .mjml is markup */
    static TemplateTokens of(String path, String text) {
        return new TemplateLexer(text, 1, path.endsWith(".mjml")).scan();
    }

    static TemplateTokens ofLine(String line) {
        return new TemplateLexer(line, 0, false).scan();
    }

    /** Returns the location prefix of error messages. */
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
        /** Changes delimiters, inherits, or is empty: not supported. */
        UNKNOWN("");

        private final String sign;

        TagKind(String sign) {
            this.sign = sign;
        }
    }

    /** The position of a Mustache tag. */
    enum TagPosition {
        TEXT,
        /** At the beginning of an attribute that a client loads or follows. */
        ADDRESS,
        /** In such an attribute, before the end of the host. */
        HOST,
        /** In an attribute that is shown or read out as text. */
        ATTRIBUTE,
        /** In an attribute that is a number of pixels. */
        DIMENSION,
        STYLE,
        /** In the name of an element or attribute, in a value without quotes, in any other attribute, or in a script. */
        MARKUP,
        /** At the end of a section that began at another place of an element. */
        CROSSING
    }

    /** @param name the text between the braces, without the sign */
    record Tag(TagKind kind, String name, int line, TagPosition position) {
        @Override
        public String toString() {
            return "{{" + kind.sign + name + "}}";
        }
    }

    enum ElementEdge {
        BEGIN,
        END,
        /** Self-closing. */
        EMPTY
    }

    /** One tag of an MJML element. */
    record Element(String name, ElementEdge edge, int line) {}
}
