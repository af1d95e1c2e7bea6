package dev.tidings.render;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with blanks in Mustache, taken apart once so that it can be filled in many times. */
record Form(List<Part> parts) {
    private static final Pattern TAG =
            Pattern.compile("\\{\\{(?:!(?:(?!}}).)*|([#^/]?)\\s*([^{}]*?)\\s*)}}", Pattern.DOTALL);

    /** A tag that shows nothing itself, alone in its line: the line goes with it. */
    private static final Pattern ALONE = Pattern.compile("(?m)^[ \\t]*(\\{\\{[#^/!](?:(?!}}).)*}})[ \\t]*(?:\\n|\\z)");

    sealed interface Part {}

    record Text(String text) implements Part {}

    record Blank(String name) implements Part {}

    /** @param inverted whether it stands for what is not there */
    record Section(String name, boolean inverted, List<Part> parts) implements Part {}

    /** @param text one that {@link TemplateSyntax} finds nothing wrong with */
    static Form of(String text) {
        String source = ALONE.matcher(text).replaceAll("$1");
        Deque<Section> open = new ArrayDeque<>();
        open.push(new Section("", false, new ArrayList<>()));
        int end = 0;
        for (Matcher tag = TAG.matcher(source); tag.find(); end = tag.end()) {
            text(source.substring(end, tag.start()), open);
            if (tag.group(2) != null) {
                take(tag.group(1), tag.group(2), open);
            }
        }
        text(source.substring(end), open);
        return new Form(open.getLast().parts());
    }

    private static void text(String text, Deque<Section> open) {
        if (!text.isEmpty()) {
            open.element().parts().add(new Text(text));
        }
    }

    private static void take(String sign, String name, Deque<Section> open) {
        if (sign.isEmpty()) {
            open.element().parts().add(new Blank(name));
        } else if (!sign.equals("/")) {
            Section section = new Section(name, sign.equals("^"), new ArrayList<>());
            open.element().parts().add(section);
            open.push(section);
        } else if (open.size() > 1) {
            open.pop();
        }
    }
}
