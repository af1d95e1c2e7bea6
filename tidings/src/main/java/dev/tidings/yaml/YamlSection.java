package dev.tidings.yaml;

import dev.tidings.core.Suggestion;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The keys and values on one level of a YAML file.
 *
 * <p>An error does not stop reading: it is reported, and a {@linkplain ValueParser#placeholder() placeholder} is
 * returned. A key that was never requested is an error. An empty value counts as missing. Only the first error of each
 * key is reported; others may result from the placeholder.
 */
public final class YamlSection {
    private final ErrorCollector errors;
    private final String path;
    private final int line;
    private final Map<String, YamlEntry> entries = new LinkedHashMap<>();
    private final Set<String> requestedKeys = new LinkedHashSet<>();
    private final Set<String> pathsWithError = new HashSet<>();
    private final List<YamlSection> children = new ArrayList<>();

    /** @param path the dotted key of this section and a dot; empty for the first level of a file */
    YamlSection(ErrorCollector errors, String path, int line, List<NodeTuple> tuples) {
        this.errors = errors;
        this.path = path;
        this.line = line;
        tuples.forEach(this::addEntry);
    }

    /** An empty section whose errors are ignored. */
    public static YamlSection empty() {
        return new YamlSection(ErrorCollector.IGNORING, "", 0, List.of());
    }

    private void addEntry(NodeTuple tuple) {
        int at = YamlEntry.lineOf(tuple.getKeyNode(), line);
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            errors.add(at, path + "? is not a key: give a plain word");
            return;
        }
        String name = key.getValue();
        YamlEntry first = entries.putIfAbsent(name, new YamlEntry(path + name, at, tuple.getValueNode()));
        if (first != null) {
            errors.add(at, path + name + " is already in line " + first.line() + ": keep one of them");
        }
    }

    /** The keys as written, in their order. */
    public List<String> keys() {
        return List.copyOf(entries.keySet());
    }

    /** The value of a required key. */
    public <T> T required(String key, ValueParser<T> form) {
        if (find(key) == null) {
            reportError(key, "is missing: give " + form.expected());
        }
        return optional(key, form, form.placeholder());
    }

    public <T> T optional(String key, ValueParser<T> form, T otherwise) {
        T value = optional(key, form);
        return value == null ? otherwise : value;
    }

    /** Null if the key has no value. */
    public <T> @Nullable T optional(String key, ValueParser<T> form) {
        YamlEntry entry = find(key);
        return entry == null ? null : value(entry, form);
    }

    /** The values of a list; empty if there is none. */
    public <T> List<T> list(String key, ValueParser<T> form) {
        return items(key).stream()
                .map(item -> value(item, form))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The section below a key. If it is missing, an empty one, whose required keys are reported as missing. */
    public YamlSection section(String key) {
        YamlSection section = optionalSection(key);
        return section == null ? open(errors, path + key, line, List.of()) : section;
    }

    /** Null if the key has no value. */
    public @Nullable YamlSection optionalSection(String key) {
        YamlEntry entry = find(key);
        return entry == null ? null : section(entry);
    }

    /** The sections of a list; empty if there is none. */
    public List<YamlSection> sections(String key) {
        return items(key).stream().map(this::section).toList();
    }

    /** Reports an error of a key's value, in the form "is this: do that". */
    public void reportError(String key, String what) {
        YamlEntry entry = entries.get(key);
        reportError(path + key, entry == null ? line : entry.line(), what);
    }

    private void reportError(YamlEntry entry, String what) {
        reportError(entry.path(), entry.line(), what);
    }

    private void reportError(String path, int line, String what) {
        if (pathsWithError.add(path)) {
            errors.add(line, path + " " + what);
        }
    }

    /** Reports every key that was not requested, here and in requested sections. */
    void reportUnknownKeys() {
        entries.keySet().stream().filter(key -> !requestedKeys.contains(key)).forEach(key -> {
            String near = Suggestion.nearest(key, requestedKeys);
            String advice =
                    near == null ? "known here are " + String.join(", ", requestedKeys) : "did you mean " + near + "?";
            reportError(key, "is unknown: " + advice);
        });
        children.forEach(YamlSection::reportUnknownKeys);
    }

    private @Nullable YamlEntry find(String key) {
        requestedKeys.add(key);
        YamlEntry entry = entries.get(key);
        return entry == null || entry.isEmpty() ? null : entry;
    }

    private List<YamlEntry> items(String key) {
        YamlEntry entry = find(key);
        if (entry == null) {
            return List.of();
        }
        if (!(entry.value() instanceof SequenceNode list)) {
            reportError(entry, "is " + entry.kind() + ": give a list, each item behind a dash");
            return List.of();
        }
        List<YamlEntry> items = new ArrayList<>();
        for (Node item : list.getValue()) {
            String itemPath = entry.path() + "[" + list.getValue().indexOf(item) + "]";
            YamlEntry found = new YamlEntry(itemPath, YamlEntry.lineOf(item, entry.line()), item);
            if (found.isEmpty()) {
                reportError(found, "is empty: give a value, or remove the dash");
            } else {
                items.add(found);
            }
        }
        return items;
    }

    private <T> @Nullable T value(YamlEntry entry, ValueParser<T> form) {
        if (!(entry.value() instanceof ScalarNode scalar)) {
            reportError(entry, "is " + entry.kind() + ": give " + form.expected());
            return null;
        }
        String text = scalar.getValue().strip();
        try {
            return form.parser().apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            reportError(entry, "is \"" + shortened(text) + "\": " + form.advice(text));
            return null;
        }
    }

    private YamlSection section(YamlEntry entry) {
        if (entry.value() instanceof MappingNode mapping) {
            return open(errors, entry.path(), entry.line(), mapping.getValue());
        }
        reportError(entry, "is " + entry.kind() + ": give lines of \"key: value\"");
        return open(ErrorCollector.IGNORING, entry.path(), entry.line(), List.of());
    }

    private YamlSection open(ErrorCollector notes, String path, int line, List<NodeTuple> tuples) {
        YamlSection section = new YamlSection(notes, path + ".", line, tuples);
        children.add(section);
        return section;
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
