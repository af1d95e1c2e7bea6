package dev.tidings.render;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Mustache template, parsed once and rendered many times. */
record CompiledMustache(List<TemplateNode> parts) {
    private static final Pattern TAG =
            Pattern.compile("\\{\\{(?:!(?:(?!}}).)*|([#^/]?)\\s*([^{}]*?)\\s*)}}", Pattern.DOTALL);

    /** A tag without output alone in its line; the whole line is removed. */
    private static final Pattern ALONE = Pattern.compile("(?m)^[ \\t]*(\\{\\{[#^/!](?:(?!}}).)*}})[ \\t]*(?:\\n|\\z)");

    sealed interface TemplateNode {}

    record TextNode(String text) implements TemplateNode {}

    record VariableNode(String name) implements TemplateNode {}

    /** @param inverted whether it renders if the value is absent or false */
    record SectionNode(String name, boolean inverted, List<TemplateNode> parts) implements TemplateNode {}

    /** @param text a text without errors by {@link TemplateSyntax} */
    static CompiledMustache of(String text) {
        String source = ALONE.matcher(text).replaceAll("$1");
        Deque<SectionNode> open = new ArrayDeque<>();
        open.push(new SectionNode("", false, new ArrayList<>()));
        int end = 0;
        for (Matcher tag = TAG.matcher(source); tag.find(); end = tag.end()) {
            text(source.substring(end, tag.start()), open);
            if (tag.group(2) != null) {
                addTag(tag.group(1), tag.group(2), open);
            }
        }
        text(source.substring(end), open);
        return new CompiledMustache(open.getLast().parts());
    }

    private static void text(String text, Deque<SectionNode> open) {
        if (!text.isEmpty()) {
            open.element().parts().add(new TextNode(text));
        }
    }

    private static void addTag(String sign, String name, Deque<SectionNode> open) {
        if (sign.isEmpty()) {
            open.element().parts().add(new VariableNode(name));
        } else if (!sign.equals("/")) {
            SectionNode section = new SectionNode(name, sign.equals("^"), new ArrayList<>());
            open.element().parts().add(section);
            open.push(section);
        } else if (open.size() > 1) {
            open.pop();
        }
    }
}
