package dev.tidings.scraping;

import dev.tidings.scraping.Source.SourceKind;
import dev.tidings.scraping.SourceDetail.DetailKind;
import dev.tidings.scraping.reading.DateOrder;
import dev.tidings.scraping.reading.ItemField;
import dev.tidings.yaml.ValueParser;
import dev.tidings.yaml.YamlSection;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a source from its file. */
final class SourceReader {
    /** Fields that cannot have a default. */
    static final Set<ItemField> WITHOUT_DEFAULT =
            EnumSet.of(ItemField.TITLE, ItemField.DESCRIPTION, ItemField.DEADLINE, ItemField.TAGS, ItemField.POSTED_AT);

    /** A sitemap lists its pages itself. */
    private static final Set<SourceKind> PAGED = EnumSet.complementOf(EnumSet.of(SourceKind.SITEMAP));

    private SourceReader() {}

    static Source read(String name, YamlSection file, SourceVariables variables) {
        SourceKind kind = file.required("kind", ValueParser.choice(SourceKind.class));
        return new Source(
                name,
                kind,
                file.required("url", SourceParsers.WEB_ADDRESS),
                SourceRequestReader.read(kind, file, variables),
                file.optional("interval", SourceParsers.INTERVAL, Duration.ofHours(6)),
                file.optional("enabled", ValueParser.FLAG, true),
                file.optional("pages", SourceParsers.PAGES, 20),
                items(kind, file),
                optionalFor(PAGED, kind, "next", SourceParsers.next(kind), file),
                optionalFor(Set.of(SourceKind.SITEMAP), kind, "include", SourceParsers.REGULAR_EXPRESSION, file),
                file.list("tags", ValueParser.TEXT),
                file.optional("zone", SourceParsers.ZONE, ZoneId.of("UTC")),
                file.optional("date-order", ValueParser.choice(DateOrder.class), DateOrder.DAY_FIRST),
                fields(kind, file),
                detail(file.optionalSection("detail")),
                patterns("clean", file),
                patterns("find", file),
                defaults(file),
                file.optional("allow-private", ValueParser.FLAG, false));
    }

    private static @Nullable String items(SourceKind kind, YamlSection file) {
        if (kind == SourceKind.HTML) {
            return file.required("items", SourceParsers.list(kind));
        }
        String items = optionalFor(Set.of(SourceKind.JSON), kind, "items", SourceParsers.list(kind), file);
        return items == null && kind == SourceKind.JSON ? "" : items;
    }

    private static @Nullable String optionalFor(
            Set<SourceKind> kinds, SourceKind kind, String key, ValueParser<String> parser, YamlSection file) {
        if (kinds.contains(kind)) {
            return file.optional(key, parser);
        }
        if (file.optional(key, ValueParser.TEXT) != null) {
            file.reportError(key, "has no meaning for this kind of source: leave it out");
        }
        return null;
    }

    /** An HTML source must say where the title is. Other formats have a standard place for it. */
    private static Map<ItemField, String> fields(SourceKind kind, YamlSection file) {
        return kind == SourceKind.HTML
                ? texts(file.section("fields"), SourceParsers.field(kind), Set.of(ItemField.TITLE))
                : texts(file.optionalSection("fields"), SourceParsers.field(kind), Set.of());
    }

    private static @Nullable SourceDetail detail(@Nullable YamlSection section) {
        if (section == null) {
            return null;
        }
        DetailKind kind = section.required("kind", ValueParser.choice(DetailKind.class));
        SourceKind places = switch (kind) {
            case HTML -> SourceKind.HTML;
            case JSON -> SourceKind.JSON;
            case JSON_LD -> SourceKind.SITEMAP;
        };
        String item = optionalFor(
                Set.of(SourceKind.HTML, SourceKind.JSON), places, "item", SourceParsers.list(places), section);
        Map<ItemField, String> fields = texts(section.optionalSection("fields"), SourceParsers.field(places), Set.of());
        if (kind == DetailKind.HTML && fields.isEmpty()) {
            section.reportError("fields", "is missing: give the places of the fields that the page adds");
        }
        return new SourceDetail(kind, item, fields);
    }

    private static Map<ItemField, String> patterns(String key, YamlSection file) {
        return texts(file.optionalSection(key), SourceParsers.REGULAR_EXPRESSION, Set.of());
    }

    private static Map<ItemField, String> texts(
            @Nullable YamlSection section, ValueParser<String> parser, Set<ItemField> required) {
        Map<ItemField, String> texts = new EnumMap<>(ItemField.class);
        if (section != null) {
            for (ItemField field : ItemField.values()) {
                String text = required.contains(field)
                        ? section.required(field.key(), parser)
                        : section.optional(field.key(), parser);
                if (text != null) {
                    texts.put(field, text);
                }
            }
        }
        return texts;
    }

    private static Map<ItemField, List<String>> defaults(YamlSection file) {
        Map<ItemField, List<String>> defaults = new EnumMap<>(ItemField.class);
        YamlSection section = file.optionalSection("defaults");
        if (section != null) {
            for (ItemField field : EnumSet.complementOf(EnumSet.copyOf(WITHOUT_DEFAULT))) {
                List<String> texts = field.isList()
                        ? section.list(field.key(), ValueParser.TEXT)
                        : listOf(defaultText(field, section));
                if (!texts.isEmpty()) {
                    defaults.put(field, texts);
                }
            }
        }
        return defaults;
    }

    private static @Nullable String defaultText(ItemField field, YamlSection section) {
        if (field != ItemField.URL) {
            return section.optional(field.key(), ValueParser.TEXT);
        }
        URI page = section.optional(field.key(), SourceParsers.WEB_ADDRESS);
        return page == null ? null : page.toString();
    }

    private static List<String> listOf(@Nullable String text) {
        return text == null ? List.of() : List.of(text);
    }
}
