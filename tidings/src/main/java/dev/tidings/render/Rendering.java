package dev.tidings.render;

import dev.tidings.render.CompiledMustache.SectionNode;
import dev.tidings.render.CompiledMustache.TemplateNode;
import dev.tidings.render.CompiledMustache.TextNode;
import dev.tidings.render.CompiledMustache.VariableNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One rendering of a Mustache template. Names are resolved from the innermost section outwards. An unknown name is an
 * error, null is empty, and empty text is false. Values are maps and lists only; nothing in them is called.
 */
final class Rendering {
    private final boolean html;
    private final StringBuilder output;

    /**
     * A scope of name resolution.
     *
     * @param number position in the enclosing list, from 1; 0 outside lists
     */
    private record Scope(
            @Nullable Object data,
            int number,
            boolean last,
            @Nullable Scope outer) {}

    /** @param capacity expected number of characters */
    private Rendering(boolean html, int capacity) {
        this.html = html;
        this.output = new StringBuilder(capacity);
    }

    /** @throws LetterUnrenderable if the template uses a name in neither of the maps */
    static StringBuilder html(CompiledMustache template, Map<String, ?> fields, Map<String, ?> content, int capacity) {
        return new Rendering(true, capacity).render(template, fields, content);
    }

    /** @throws LetterUnrenderable if the template uses a name in neither of the maps */
    static StringBuilder text(CompiledMustache template, Map<String, ?> fields, Map<String, ?> content, int capacity) {
        return new Rendering(false, capacity).render(template, fields, content);
    }

    private StringBuilder render(CompiledMustache template, Map<String, ?> fields, Map<String, ?> content) {
        render(template.parts(), new Scope(fields, 0, false, new Scope(content, 0, false, null)));
        return output;
    }

    private void render(List<TemplateNode> parts, Scope scope) {
        for (TemplateNode part : parts) {
            switch (part) {
                case TextNode text -> output.append(text.text());
                case VariableNode variable -> append(lookUp(variable.name(), scope));
                case SectionNode section -> render(section, lookUp(section.name(), scope), scope);
            }
        }
    }

    private void append(@Nullable Object value) {
        if (value != null) {
            String text = value instanceof Map || value instanceof Iterable ? "…" : value.toString();
            output.append(html ? HtmlEscaper.sanitizeAndEscape(text) : SafeText.of(text));
        }
    }

    private void render(SectionNode section, @Nullable Object value, Scope scope) {
        boolean empty = isEmpty(value);
        if (section.inverted()) {
            if (empty) {
                render(section.parts(), scope);
            }
        } else if (value instanceof Iterable<?> list) {
            int number = 1;
            for (Iterator<?> items = list.iterator(); items.hasNext(); number++) {
                Object item = items.next();
                render(section.parts(), new Scope(item, number, !items.hasNext(), scope));
            }
        } else if (!empty) {
            render(section.parts(), new Scope(value, scope.number, scope.last, scope));
        }
    }

    private static boolean isEmpty(@Nullable Object value) {
        return switch (value) {
            case null -> true;
            case Boolean truth -> !truth;
            case String text -> text.isEmpty();
            case Iterable<?> list -> !list.iterator().hasNext();
            default -> false;
        };
    }

    private static @Nullable Object lookUp(String name, Scope scope) {
        for (Scope current = scope; current != null; current = current.outer) {
            if (current.data instanceof Map<?, ?> map) {
                Object value = map.get(name);
                if (value != null || map.containsKey(name)) {
                    return value;
                }
            }
        }
        return switch (name) {
            case ".", "this" -> scope.data;
            case "-index" -> scope.number;
            case "-first" -> scope.number == 1;
            case "-last" -> scope.last;
            default -> lookUpPart(name, scope);
        };
    }

    /** Resolves the last part of a dotted name in the value of the part before it. */
    private static @Nullable Object lookUpPart(String name, Scope scope) {
        int dot = name.lastIndexOf('.');
        if (dot > 0) {
            Object parent = lookUp(name.substring(0, dot), scope);
            String part = name.substring(dot + 1);
            if (parent == null) {
                return null;
            }
            if (parent instanceof Map<?, ?> map && map.containsKey(part)) {
                return map.get(part);
            }
        }
        throw new LetterUnrenderable("The template names {{" + name + "}}, which the content does not have");
    }
}
