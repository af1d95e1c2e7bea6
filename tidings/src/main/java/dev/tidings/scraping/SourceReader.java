package dev.tidings.scraping;

import dev.tidings.scraping.Source.Kind;
import dev.tidings.scraping.reading.DateOrder;
import dev.tidings.scraping.reading.Field;
import dev.tidings.yaml.Form;
import dev.tidings.yaml.Section;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what one file says of a source. */
final class SourceReader {
    /** What every item has to say itself. */
    static final Set<Field> WITHOUT_DEFAULT =
            EnumSet.of(Field.TITLE, Field.URL, Field.DESCRIPTION, Field.DEADLINE, Field.TAGS, Field.POSTED_AT);

    private SourceReader() {}

    static Source read(String name, Section file) {
        Kind kind = file.required("kind", Form.choice(Kind.class));
        return new Source(
                name,
                kind,
                file.required("url", SourceForms.WEB_ADDRESS),
                file.optional("interval", SourceForms.INTERVAL, Duration.ofHours(6)),
                file.optional("enabled", Form.FLAG, true),
                file.optional("pages", SourceForms.PAGES, 20),
                items(kind, file),
                onlyFor(Set.of(Kind.HTML, Kind.JSON), kind, "next", next(kind), file),
                onlyFor(Set.of(Kind.SITEMAP), kind, "include", SourceForms.REGULAR_EXPRESSION, file),
                file.list("tags", Form.TEXT),
                file.optional("zone", SourceForms.ZONE, ZoneId.of("UTC")),
                file.optional("date-order", Form.choice(DateOrder.class), DateOrder.DAY_FIRST),
                fields(kind, file),
                find(file),
                defaults(file),
                file.optional("allow-private", Form.FLAG, false));
    }

    private static @Nullable String items(Kind kind, Section file) {
        if (kind == Kind.HTML) {
            return file.required("items", SourceForms.list(kind));
        }
        String items = onlyFor(Set.of(Kind.JSON), kind, "items", SourceForms.list(kind), file);
        return items == null && kind == Kind.JSON ? "" : items;
    }

    private static Form<String> next(Kind kind) {
        return SourceForms.place(kind == Kind.HTML ? Kind.HTML : Kind.JSON);
    }

    private static @Nullable String onlyFor(Set<Kind> kinds, Kind kind, String key, Form<String> form, Section file) {
        if (kinds.contains(kind)) {
            return file.optional(key, form);
        }
        if (file.optional(key, Form.TEXT) != null) {
            file.mistake(key, "has no meaning for this kind of source: leave it out");
        }
        return null;
    }

    /** In a page, only people can tell what is an item's title. */
    private static Map<Field, String> fields(Kind kind, Section file) {
        return kind == Kind.HTML
                ? texts(file.section("fields"), SourceForms.place(kind), Set.of(Field.TITLE))
                : texts(file.optionalSection("fields"), SourceForms.place(kind), Set.of());
    }

    private static Map<Field, String> find(Section file) {
        return texts(file.optionalSection("find"), SourceForms.REGULAR_EXPRESSION, Set.of());
    }

    private static Map<Field, String> texts(@Nullable Section section, Form<String> form, Set<Field> required) {
        Map<Field, String> texts = new EnumMap<>(Field.class);
        if (section != null) {
            for (Field field : Field.values()) {
                String text = required.contains(field)
                        ? section.required(field.key(), form)
                        : section.optional(field.key(), form);
                if (text != null) {
                    texts.put(field, text);
                }
            }
        }
        return texts;
    }

    private static Map<Field, List<String>> defaults(Section file) {
        Map<Field, List<String>> defaults = new EnumMap<>(Field.class);
        Section section = file.optionalSection("defaults");
        if (section != null) {
            for (Field field : EnumSet.complementOf(EnumSet.copyOf(WITHOUT_DEFAULT))) {
                List<String> texts = field.isList()
                        ? section.list(field.key(), Form.TEXT)
                        : single(section.optional(field.key(), Form.TEXT));
                if (!texts.isEmpty()) {
                    defaults.put(field, texts);
                }
            }
        }
        return defaults;
    }

    private static List<String> single(@Nullable String text) {
        return text == null ? List.of() : List.of(text);
    }
}
