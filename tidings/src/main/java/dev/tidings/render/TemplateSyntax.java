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
import java.util.Set;

/** Finds errors of a template that do not depend on content: its Mustache, its MJML, and tags in unsafe positions. */
final class TemplateSyntax {
    /** The link fields that the renderer guarantees to be safe; the last three are an item's. */
    private static final Set<String> ADDRESSES = Set.of(
            "links.unsubscribe",
            "links.preferences",
            "links.pixel",
            "links.trap",
            "brand.link",
            "brand.logo",
            "link",
            "more",
            "less");

    /** The field with the height of a bar in pixels. */
    private static final String HEIGHT = "height";

    private static final String MESSAGES = "messages/";

    private final List<String> errors = new ArrayList<>();

    static List<String> errors(TemplateSource source) {
        TemplateSyntax syntax = new TemplateSyntax();
        source.files().forEach((path, text) -> syntax.file("templates/" + path, TemplateTokens.of(path, text)));
        syntax.checkCycles(source, source.htmlPath(), new ArrayDeque<>());
        syntax.checkCycles(source, source.textPath(), new ArrayDeque<>());
        syntax.requireRoot(source);
        return syntax.errors;
    }

    /** Returns the errors of a line outside the template's files, such as a subject. */
    static List<String> errors(String where, String line) {
        TemplateSyntax syntax = new TemplateSyntax();
        TemplateTokens tokens = TemplateTokens.ofLine(line);
        syntax.tags(where, tokens.tags());
        tokens.tags().stream()
                .filter(tag -> tag.kind() == TagKind.INCLUDE)
                .forEach(tag -> syntax.addError(where, tag.line(), tag + ": only files can include"));
        return syntax.errors;
    }

    private void file(String where, TemplateTokens tokens) {
        tags(where, tokens.tags());
        if (where.endsWith(".mjml")) {
            elements(where, tokens.elements());
            tokens.tags().stream()
                    .filter(tag -> tag.kind() == TagKind.INCLUDE)
                    .forEach(tag -> checkInclude(where, tag));
            if (tokens.endsInTag()) {
                errors.add(where + ": the file ends inside the tag of an element; close it with >");
            }
        }
    }

    private void tags(String where, List<Tag> tags) {
        Deque<Tag> open = new ArrayDeque<>();
        for (Tag tag : tags) {
            switch (tag.kind()) {
                case SECTION, INVERTED -> open.push(tag);
                case END -> {
                    end(where, tag, open);
                    if (tag.position() == TagPosition.CROSSING) {
                        addError(
                                where,
                                tag.line(),
                                tag + ": the section begins and ends at different places of an element");
                    }
                }
                case UNESCAPED ->
                    addError(
                            where,
                            tag.line(),
                            tag + " would not be escaped: write {{" + tag.name().replace("}", "") + "}}");
                case UNCLOSED -> addError(where, tag.line(), "{{" + tag.name() + " is not closed by }}");
                case UNKNOWN -> addError(where, tag.line(), tag + ": this tag is not supported");
                case VARIABLE -> checkPosition(where, tag);
                case INCLUDE, COMMENT -> {}
            }
        }
        open.forEach(tag -> notClosed(where, tag));
    }

    private void end(String where, Tag end, Deque<Tag> open) {
        if (open.stream().noneMatch(tag -> tag.name().equals(end.name()))) {
            addError(where, end.line(), end + " has no opening tag");
            return;
        }
        for (Tag tag = open.pop(); !tag.name().equals(end.name()); tag = open.pop()) {
            notClosed(where, tag);
        }
    }

    private void notClosed(String where, Tag tag) {
        addError(where, tag.line(), tag + " is not closed by {{/" + tag.name() + "}}");
    }

    private void checkPosition(String where, Tag tag) {
        switch (tag.position()) {
            case ADDRESS -> {
                if (!ADDRESSES.contains(tag.name())) {
                    addError(
                            where,
                            tag.line(),
                            tag + " is not a safe URL: a URL may start only with " + sorted(ADDRESSES));
                }
            }
            case HOST ->
                addError(
                        where,
                        tag.line(),
                        tag + " could change the host of the URL: write it after the host and a /, ? or #");
            case STYLE -> {
                if (!tag.name().startsWith("brand.accent")) {
                    addError(where, tag.line(), tag + ": a style may use only the brand's colors");
                }
            }
            case DIMENSION -> {
                if (!tag.name().equals(HEIGHT)) {
                    addError(where, tag.line(), tag + ": a height or width may use only " + HEIGHT);
                }
            }
            case MARKUP ->
                addError(
                        where,
                        tag.line(),
                        tag
                                + " is in the markup: fields may be in text, in addresses, and in alt, title, aria-label and"
                                + " aria-description, in quotes");
            case TEXT, ATTRIBUTE, CROSSING -> {}
        }
    }

    /** A file is checked as text by itself, so it can be included only where text is. */
    private void checkInclude(String where, Tag include) {
        boolean isMessage = include.name().startsWith(MESSAGES);
        boolean allowed = switch (include.position()) {
            case TEXT -> isMessage || include.name().endsWith(".mjml");
            case ATTRIBUTE -> isMessage;
            default -> false;
        };
        if (!allowed) {
            addError(
                    where,
                    include.line(),
                    include + ": in text, files that end in .mjml and " + MESSAGES
                            + " can be included; in alt, title and aria-label, only " + MESSAGES);
        }
    }

    private void elements(String where, List<Element> elements) {
        Deque<Element> open = new ArrayDeque<>();
        for (Element element : elements) {
            if (element.edge() == ElementEdge.END) {
                end(where, element, open);
                continue;
            }
            begin(where, element, open);
            if (element.edge() == ElementEdge.BEGIN) {
                open.push(element);
            }
        }
        open.forEach(element -> notClosed(where, element));
    }

    private void begin(String where, Element element, Deque<Element> open) {
        String name = element.name();
        if (name.equals("mj-include")) {
            addError(where, element.line(), "<mj-include>: write {{> folder/file.mjml}} instead");
        } else if (!MjmlGrammar.knows(name)) {
            addError(where, element.line(), "<" + name + ">: there is no such element");
        } else if (!open.isEmpty() && !MjmlGrammar.allows(open.element().name(), name)) {
            String parents = sorted(MjmlGrammar.parentsOf(name));
            addError(
                    where,
                    element.line(),
                    "<" + name + "> is not allowed in <" + open.element().name() + ">"
                            + (parents.isEmpty() ? "" : ", only in " + parents));
        }
    }

    private void end(String where, Element end, Deque<Element> open) {
        if (open.stream().noneMatch(element -> element.name().equals(end.name()))) {
            addError(where, end.line(), "</" + end.name() + "> has no opening tag");
            return;
        }
        for (Element element = open.pop(); !element.name().equals(end.name()); element = open.pop()) {
            notClosed(where, element);
        }
    }

    private void notClosed(String where, Element element) {
        addError(where, element.line(), "<" + element.name() + "> is not closed");
    }

    private void checkCycles(TemplateSource source, String path, Deque<String> above) {
        above.push(path);
        for (Tag tag : TemplateTokens.of(path, source.text(path)).tags()) {
            if (tag.kind() == TagKind.INCLUDE && above.contains(tag.name())) {
                addError("templates/" + path, tag.line(), tag + " includes itself");
            } else if (tag.kind() == TagKind.INCLUDE) {
                checkCycles(source, tag.name(), above);
            }
        }
        above.pop();
    }

    private void requireRoot(TemplateSource source) {
        List<Element> elements = TemplateTokens.of(source.htmlPath(), source.text(source.htmlPath()))
                .elements();
        if (elements.isEmpty() || !elements.getFirst().name().equals("mjml")) {
            addError("templates/" + source.htmlPath(), 1, "the file must begin with <mjml>");
        }
    }

    private static String sorted(Set<String> words) {
        return String.join(", ", words.stream().sorted().toList());
    }

    private void addError(String where, int line, String what) {
        errors.add(TemplateTokens.location(where, line) + what);
    }
}
