package dev.tidings.render;

import java.util.List;

/** What is wrong with a template: one line each, with file, line and what to do. */
public final class TemplateErrors extends RuntimeException {
    private final List<String> lines;

    private TemplateErrors(List<String> lines) {
        super(String.join(System.lineSeparator(), lines));
        this.lines = List.copyOf(lines);
    }

    static void refuse(List<String> lines) {
        if (!lines.isEmpty()) {
            throw new TemplateErrors(lines);
        }
    }

    public List<String> lines() {
        return lines;
    }
}
