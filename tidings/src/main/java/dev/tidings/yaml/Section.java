package dev.tidings.yaml;

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
 * <p>Reading never stops at a mistake: it is noted, and a {@linkplain Form#standIn() stand-in} is returned. A key that
 * nobody has asked for by the end is a mistake too. An empty value is the same as none. Of each key only the first mistake
 * is noted: others may follow from the stand-in.
 */
public final class Section {
    private final Notebook notebook;
    private final String path;
    private final int line;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final Set<String> wrong = new HashSet<>();
    private final List<Section> inner = new ArrayList<>();

    /** @param path the dotted key of this section and a dot; empty for the first level of a file */
    Section(Notebook notebook, String path, int line, List<NodeTuple> tuples) {
        this.notebook = notebook;
        this.path = path;
        this.line = line;
        tuples.forEach(this::enter);
    }

    /** A section in which nothing was written, and of which nothing is noted. */
    public static Section empty() {
        return new Section(Notebook.CLOSED, "", 0, List.of());
    }

    private void enter(NodeTuple tuple) {
        int at = Entry.lineOf(tuple.getKeyNode(), line);
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            notebook.note(at, path + "? is no key: give a plain word");
            return;
        }
        String name = key.getValue();
        Entry first = entries.putIfAbsent(name, new Entry(path + name, at, tuple.getValueNode()));
        if (first != null) {
            notebook.note(at, path + name + " stands in line " + first.line() + " already: keep one of them");
        }
    }

    /** The value of a key that must be there. */
    public <T> T required(String key, Form<T> form) {
        if (find(key) == null) {
            mistake(key, "is missing: give " + form.wanted());
        }
        return optional(key, form, form.standIn());
    }

    public <T> T optional(String key, Form<T> form, T otherwise) {
        T value = optional(key, form);
        return value == null ? otherwise : value;
    }

    /** Null if the key has no value. */
    public <T> @Nullable T optional(String key, Form<T> form) {
        Entry entry = find(key);
        return entry == null ? null : value(entry, form);
    }

    /** The values of a list; empty if there is none. */
    public <T> List<T> list(String key, Form<T> form) {
        return items(key).stream()
                .map(item -> value(item, form))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The section below a key; if there is none an empty one, so that what must stand in it is noted as missing. */
    public Section section(String key) {
        Section section = optionalSection(key);
        return section == null ? open(notebook, path + key, line, List.of()) : section;
    }

    /** Null if the key has no value. */
    public @Nullable Section optionalSection(String key) {
        Entry entry = find(key);
        return entry == null ? null : section(entry);
    }

    /** The sections of a list; empty if there is none. */
    public List<Section> sections(String key) {
        return items(key).stream().map(this::section).toList();
    }

    /** Notes what is wrong with a key's value, in the form "is this: do that". */
    public void mistake(String key, String what) {
        Entry entry = entries.get(key);
        mistake(path + key, entry == null ? line : entry.line(), what);
    }

    private void mistake(Entry entry, String what) {
        mistake(entry.path(), entry.line(), what);
    }

    private void mistake(String path, int line, String what) {
        if (wrong.add(path)) {
            notebook.note(line, path + " " + what);
        }
    }

    /** Notes every key that was not asked for, here and in the sections that were. */
    void refuseUnknownKeys() {
        entries.keySet().stream().filter(key -> !known.contains(key)).forEach(key -> {
            String near = NearestWord.to(key, known);
            String advice = near == null ? "known here are " + String.join(", ", known) : "did you mean " + near + "?";
            mistake(key, "is unknown: " + advice);
        });
        inner.forEach(Section::refuseUnknownKeys);
    }

    private @Nullable Entry find(String key) {
        known.add(key);
        Entry entry = entries.get(key);
        return entry == null || entry.isEmpty() ? null : entry;
    }

    private List<Entry> items(String key) {
        Entry entry = find(key);
        if (entry == null) {
            return List.of();
        }
        if (!(entry.value() instanceof SequenceNode list)) {
            mistake(entry, "is " + entry.kind() + ": give a list, each item behind a dash");
            return List.of();
        }
        List<Entry> items = new ArrayList<>();
        for (Node item : list.getValue()) {
            String itemPath = entry.path() + "[" + items.size() + "]";
            items.add(new Entry(itemPath, Entry.lineOf(item, entry.line()), item));
        }
        return items;
    }

    private <T> @Nullable T value(Entry entry, Form<T> form) {
        if (!(entry.value() instanceof ScalarNode scalar)) {
            mistake(entry, "is " + entry.kind() + ": give " + form.wanted());
            return null;
        }
        String text = scalar.getValue().strip();
        try {
            return form.reading().apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            mistake(entry, "is \"" + shortened(text) + "\": " + form.advice(text));
            return null;
        }
    }

    private Section section(Entry entry) {
        if (entry.value() instanceof MappingNode mapping) {
            return open(notebook, entry.path(), entry.line(), mapping.getValue());
        }
        mistake(entry, "is " + entry.kind() + ": give lines of \"key: value\"");
        return open(Notebook.CLOSED, entry.path(), entry.line(), List.of());
    }

    private Section open(Notebook notes, String path, int line, List<NodeTuple> tuples) {
        Section section = new Section(notes, path + ".", line, tuples);
        inner.add(section);
        return section;
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
