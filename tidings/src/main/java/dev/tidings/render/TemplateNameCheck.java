package dev.tidings.render;

import dev.tidings.render.TemplateTokens.Tag;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Resolves every name of a template against a sample letter's fields. */
final class TemplateNameCheck {
    /** Names of the current list element and its position. */
    private static final Set<String> ALWAYS = Set.of(".", "this", "-first", "-last", "-index");

    private enum Absent {
        HERE
    }

    private final Map<String, String> files;
    private final Deque<Object> scopes = new ArrayDeque<>();
    private final List<String> errors = new ArrayList<>();

    TemplateNameCheck(Map<String, String> files, Map<String, ?> content, Map<String, ?> fields) {
        this.files = files;
        scopes.push(content);
        scopes.push(fields);
    }

    List<String> errors() {
        return errors;
    }

    void checkFile(String path) {
        tags("templates/" + path, TemplateTokens.of(path, files.getOrDefault(path, "")));
    }

    void checkLine(String where, String line) {
        tags(where, TemplateTokens.ofLine(line));
    }

    private void tags(String where, TemplateTokens tokens) {
        for (Tag tag : tokens.tags()) {
            switch (tag.kind()) {
                case VARIABLE -> variable(where, tag);
                case SECTION -> scopes.push(elementOf(find(where, tag)));
                case INVERTED -> {
                    find(where, tag);
                    scopes.push(Absent.HERE);
                }
                case END -> scopes.pop();
                case INCLUDE -> checkFile(tag.name());
                case COMMENT, UNESCAPED, UNCLOSED, UNKNOWN -> {}
            }
        }
    }

    private void variable(String where, Tag tag) {
        Object value = find(where, tag);
        if (value instanceof Map || value instanceof List) {
            errors.add(TemplateTokens.location(where, tag.line()) + tag + " is a section: write {{#" + tag.name()
                    + "}} ... {{/" + tag.name() + "}}");
        }
    }

    private @Nullable Object find(String where, Tag tag) {
        Object value = ALWAYS.contains(tag.name()) ? "" : lookUp(tag.name());
        if (value == Absent.HERE) {
            errors.add(TemplateTokens.location(where, tag.line()) + tag + ": there is no such field; available are "
                    + String.join(", ", inScope()));
        }
        return value;
    }

    private @Nullable Object lookUp(String name) {
        for (Object scope : scopes) {
            if (scope instanceof Map<?, ?> map && map.containsKey(name)) {
                return map.get(name);
            }
        }
        int dot = name.lastIndexOf('.');
        return dot > 0
                        && lookUp(name.substring(0, dot)) instanceof Map<?, ?> map
                        && map.containsKey(name.substring(dot + 1))
                ? map.get(name.substring(dot + 1))
                : Absent.HERE;
    }

    private static Object elementOf(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.isEmpty() || list.getFirst() == null ? Absent.HERE : list.getFirst();
        }
        return value == null ? Absent.HERE : value;
    }

    private Set<String> inScope() {
        Set<String> names = new TreeSet<>();
        for (Object scope : scopes) {
            if (scope instanceof Map<?, ?> map) {
                map.keySet().forEach(name -> names.add(String.valueOf(name)));
            }
        }
        return names;
    }
}
