package dev.tidings.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Compares docs/schema.md with the database, and checks that foreign keys have indexes. */
class SchemaReferenceTest {
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    /** @param keys primary, unique and foreign, in no particular order */
    private record Table(String sentence, List<String> columns, List<String> keys) {}

    @Test
    void referenceDescribesEveryTable() throws IOException {
        assertThat(documentedTables()).containsExactlyEntriesOf(actualTables());
    }

    @Test
    void everyDocumentedColumnExists() throws IOException {
        Map<String, Table> tables = actualTables();

        sections()
                .forEach((name, text) -> assertThat(names(text, "^\\| `([a-z0-9_]+)` \\|.*$"))
                        .as(name)
                        .isSubsetOf(tables.get(name).columns()));
    }

    @Test
    void everyOwnerIsAKnownPackage() throws IOException {
        assertThat(names(reference(), "^## (.+)$"))
                .containsExactly(
                        "audience",
                        "content.metrics",
                        "opportunities",
                        "recommender",
                        "scraping",
                        "render",
                        "digest",
                        "edition",
                        "ledger",
                        "throttle",
                        "instance",
                        "feedback",
                        "health",
                        "alerting",
                        "schedule");
    }

    /** Without an index that starts with the key's column, each delete of a referenced row scans the table. */
    @Test
    void everyForeignKeyHasAnIndexUnlessReferencedRowsAreNeverDeleted() {
        List<String> without = database.jdbc().sql("""
                        select k.conrelid::regclass || '(' || (
                                   select string_agg(a.attname, ', ') from pg_attribute a
                                   where a.attrelid = k.conrelid and a.attnum = any (k.conkey)) || ')'
                        from pg_constraint k
                        where k.contype = 'f' and k.connamespace = current_schema()::regnamespace
                        and not exists (
                            select from pg_index i
                            where i.indrelid = k.conrelid and i.indkey[0] = any (k.conkey)
                            and (i.indpred is null
                                or pg_get_expr(i.indpred, i.indrelid) = '(' || (
                                    select a.attname from pg_attribute a
                                    where a.attrelid = k.conrelid and a.attnum = k.conkey[1]) || ' IS NOT NULL)'))
                        order by 1""").query(String.class).list();

        assertThat(without).containsExactly("edition(template_version)", "pick(model_version_id)");
    }

    private static Map<String, Table> actualTables() {
        Map<String, Table> tables = new TreeMap<>();
        database.jdbc().sql("""
                        select c.relname, obj_description(c.oid, 'pg_class') as sentence,
                               (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
                                where a.attrelid = c.oid and a.attnum > 0) as columns,
                               array(select pg_get_constraintdef(k.oid) from pg_constraint k
                                     where k.conrelid = c.oid and k.contype in ('p', 'u', 'f')) as keys
                        from pg_class c
                        where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'v')
                        and c.relname <> 'flyway_schema_history'""").query(row -> {
            tables.put(
                    row.getString("relname"),
                    new Table(
                            row.getString("sentence"),
                            List.of((String[]) row.getArray("columns").getArray()),
                            sorted((String[]) row.getArray("keys").getArray())));
        });
        return tables;
    }

    private static Map<String, Table> documentedTables() throws IOException {
        Map<String, Table> tables = new TreeMap<>();
        sections().forEach((name, text) -> tables.put(name, table(text)));
        return tables;
    }

    private static Table table(String text) {
        List<String> paragraphs = Arrays.stream(text.split("\n\n"))
                .map(paragraph -> paragraph.strip().replace('\n', ' '))
                .toList();
        String columns = paragraphs.stream()
                .filter(paragraph -> paragraph.startsWith("Columns: "))
                .findFirst()
                .orElse("");
        String[] keys = names(text, "^- `(.+)`$").toArray(String[]::new);
        return new Table(
                paragraphs.getFirst(),
                NAME.matcher(columns).results().map(match -> match.group(1)).toList(),
                sorted(keys));
    }

    /** The text below each table's name. */
    private static Map<String, String> sections() throws IOException {
        return Arrays.stream(reference().split("\n### "))
                .skip(1)
                .map(section -> section.split("\n", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1].replaceFirst("(?s)\n## .*", "")));
    }

    private static String reference() throws IOException {
        return Files.readString(Path.of("../docs/schema.md"));
    }

    private static List<String> names(String text, String pattern) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static List<String> sorted(String[] keys) {
        return Arrays.stream(keys)
                .map(key -> key.toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }
}
