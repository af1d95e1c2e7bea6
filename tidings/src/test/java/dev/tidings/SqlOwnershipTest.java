package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks the program's SQL against the owners of tables in docs/schema.md. Only the owner writes a table. A read by
 * another package is listed in {@code sql-ownership.txt} with its columns and its reason.
 */
class SqlOwnershipTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/tidings");
    private static final Path MIGRATION = Path.of("src/main/resources/db/migration/V1__schema.sql");
    private static final Path SCHEMA = Path.of("../docs/schema.md");
    private static final Path LIST = Path.of("src/test/resources/sql-ownership.txt");

    private static final Pattern LITERAL =
            Pattern.compile("\"\"\"\\n(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);
    private static final Pattern STATEMENT =
            Pattern.compile("\\b(select|insert into|update|delete from|truncate|copy|join|from|where)\\b");

    /** A table after the keyword of its access. */
    private static final Pattern ACCESS = Pattern.compile(
            "\\b(insert into|update|delete from|truncate|copy|from|join|using)\\s+"
                    + "(?!select\\b|set\\b|stdin\\b|of\\b)([a-z_]+)(?:\\s+(?:as\\s+)?(?!set\\b|on\\b|where\\b|using\\b|join\\b|left\\b|cross\\b"
                    + "|order\\b|group\\b|limit\\b|for\\b|values\\b|select\\b|returning\\b|union\\b|not\\b)([a-z]\\w*))?");

    private static final Set<String> WRITES = Set.of("insert into", "update", "delete from", "truncate", "copy");
    private static final Pattern FUNCTION =
            Pattern.compile("create (?:or replace )?function (\\w+)\\(.*?as \\$\\$(.*?)\\$\\$", Pattern.DOTALL);
    private static final Pattern TRIGGER = Pattern.compile(
            "create (?:constraint )?trigger \\w+.*?\\bon (\\w+)\\b.*?execute function (\\w+)\\(", Pattern.DOTALL);

    /** @param columns the columns of the table that the statement names */
    private record Access(String module, boolean write, String table, Set<String> columns) {}

    /** Owners and columns of tables. Views are left out because every package may read them. */
    private static final class Owners {
        final Map<String, String> modules = new TreeMap<>();
        final Map<String, List<String>> columns = new TreeMap<>();
    }

    @Test
    void onlyOwnersWriteTheirTablesAndForeignReadsAreListed() throws IOException {
        assertThat(foreignAccesses()).containsExactlyElementsOf(listed());
    }

    @Test
    void everyListedAccessHasAReason() throws IOException {
        assertThat(Files.readAllLines(LIST))
                .filteredOn(line -> !line.isBlank() && !line.startsWith("#"))
                .allSatisfy(line -> assertThat(line).matches("\\S+ (reads|writes) \\w+\\([a-z_, ]*\\): .{10,}"));
    }

    private static List<String> listed() throws IOException {
        return Files.readAllLines(LIST).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf(':')))
                .sorted()
                .toList();
    }

    private static List<String> foreignAccesses() throws IOException {
        Owners owners = owners();
        Map<String, Set<String>> found = new TreeMap<>();
        Stream.concat(ofSources(owners), ofTriggers(owners))
                .filter(access -> !access.module().equals(owners.modules.get(access.table())))
                .forEach(access -> found.computeIfAbsent(
                                access.module() + (access.write() ? " writes " : " reads ") + access.table(),
                                key -> new TreeSet<>())
                        .addAll(access.columns()));
        return found.entrySet().stream()
                .map(entry -> entry.getKey() + "(" + String.join(", ", entry.getValue()) + ")")
                .sorted()
                .toList();
    }

    private static Owners owners() throws IOException {
        Owners owners = new Owners();
        String module = "";
        String table = "";
        for (String line : Files.readString(SCHEMA).replace(",\n", ", ").lines().toList()) {
            if (line.startsWith("## ")) {
                module = line.substring(3);
            } else if (line.startsWith("### ")) {
                table = line.substring(4).split(" ", 2)[0];
                owners.modules.put(table, module);
                owners.columns.put(table, List.of());
            } else if (line.startsWith("A view")) {
                owners.modules.remove(table);
            } else if (line.startsWith("Columns: ")) {
                owners.columns.put(
                        table,
                        Pattern.compile("`(\\w+)`")
                                .matcher(line)
                                .results()
                                .map(name -> name.group(1))
                                .toList());
            }
        }
        assertThat(owners.modules).hasSizeGreaterThan(25);
        return owners;
    }

    private static Stream<Access> ofSources(Owners owners) throws IOException {
        List<Access> accesses = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> {
                String module = module(file, owners);
                for (String statement : statements(file)) {
                    accesses.addAll(accesses(module, statement, owners));
                }
            });
        }
        assertThat(accesses).hasSizeGreaterThan(200);
        return accesses.stream();
    }

    /** The package that owns a file's tables. A sub-package belongs to its parent package unless it owns tables. */
    private static String module(Path file, Owners owners) {
        String name = SOURCES.relativize(file.getParent())
                .toString()
                .replace(file.getFileSystem().getSeparator(), ".");
        return owners.modules.containsValue(name) ? name : name.split("\\.", 2)[0];
    }

    private static List<String> statements(Path file) {
        try {
            return LITERAL.matcher(Files.readString(file))
                    .results()
                    .map(literal -> literal.group(1) == null ? literal.group(2) : literal.group(1))
                    .filter(text -> STATEMENT.matcher(text).find())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Access> ofTriggers(Owners owners) throws IOException {
        String migration = Files.readString(MIGRATION).toLowerCase(Locale.ROOT);
        Map<String, String> bodies = FUNCTION.matcher(migration)
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
        return TRIGGER.matcher(migration)
                .results()
                .flatMap(trigger -> accesses(
                        owners.modules.getOrDefault(trigger.group(1), trigger.group(1)),
                        bodies.getOrDefault(trigger.group(2), ""),
                        owners)
                        .stream());
    }

    private static List<Access> accesses(String module, String statement, Owners owners) {
        List<Access> accesses = new ArrayList<>();
        Matcher matcher = ACCESS.matcher(statement);
        while (matcher.find()) {
            String table = matcher.group(2);
            if (owners.modules.containsKey(table)) {
                boolean write = WRITES.contains(matcher.group(1));
                accesses.add(new Access(module, write, table, columns(statement, table, matcher.group(3), owners)));
            }
        }
        return accesses;
    }

    /**
     * The table's columns in the statement: qualified by its name or alias, or unqualified and in no other table of the
     * statement.
     */
    private static Set<String> columns(String statement, String table, String alias, Owners owners) {
        Set<String> columns = new TreeSet<>();
        for (String column : owners.columns.getOrDefault(table, List.of())) {
            String qualified = "\\b(?:" + table + (alias == null ? "" : "|" + alias) + ")\\." + column + "\\b";
            String bare = "(?<![.:\\w])" + column + "\\b";
            boolean unambiguous = noOtherTableHas(statement, table, column, owners);
            if (Pattern.compile(qualified).matcher(statement).find()
                    || (unambiguous && Pattern.compile(bare).matcher(statement).find())) {
                columns.add(column);
            }
        }
        return columns;
    }

    private static boolean noOtherTableHas(String statement, String table, String column, Owners owners) {
        return ACCESS.matcher(statement)
                .results()
                .map(found -> found.group(2))
                .filter(other -> !other.equals(table))
                .noneMatch(
                        other -> owners.columns.getOrDefault(other, List.of()).contains(column));
    }
}
