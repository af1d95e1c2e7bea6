package dev.tidings.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/** Copies rows between two databases with the same schema. Runs in the caller's transactions. */
final class DatabaseCopy {
    private static final String MIGRATIONS = "flyway_schema_history";

    private final Connection source;
    private final Connection target;

    DatabaseCopy(Connection source, Connection target) {
        this.source = source;
        this.target = target;
    }

    /** Also copies the positions of sequences. Triggers and foreign keys do not act on the copied rows. */
    void copy(Set<String> except) throws SQLException {
        requireSameMigrations();
        execute("set local session_replication_role = replica");
        for (Map.Entry<String, String> table : columnsByTable().entrySet()) {
            if (!except.contains(table.getKey()) && !table.getKey().equals(MIGRATIONS)) {
                copyTable(table.getKey(), table.getValue());
            }
        }
        copySequences();
        execute("set local session_replication_role = origin");
        execute("analyze");
    }

    private void requireSameMigrations() throws SQLException {
        List<String> expected = migrations(target);
        List<String> found = migrations(source);
        if (found.isEmpty()) {
            throw new UnusableDatabase("The database has no tables of Tidings yet: start bin/tidings serve or demo"
                    + " first, and import users and opportunities.");
        }
        if (!found.equals(expected)) {
            throw new UnusableDatabase(
                    "The database has version " + found.getLast() + " of the schema, and this program knows "
                            + expected.getLast() + ": use the release that serves this database.");
        }
    }

    /** The versions in order; none without tables of this program. */
    private static List<String> migrations(Connection database) throws SQLException {
        List<String> versions = new ArrayList<>();
        try (Statement statement = database.createStatement()) {
            try (ResultSet exists = statement.executeQuery("select to_regclass('" + MIGRATIONS + "') is not null")) {
                exists.next();
                if (!exists.getBoolean(1)) {
                    return versions;
                }
            }
            try (ResultSet rows = statement.executeQuery("select version from " + MIGRATIONS
                    + " where success and version is not null order by installed_rank")) {
                while (rows.next()) {
                    versions.add(rows.getString(1));
                }
            }
        }
        return versions;
    }

    /** The target's tables with their columns, separated by commas, except generated columns. */
    private Map<String, String> columnsByTable() throws SQLException {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        try (Statement statement = target.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select c.table_name, c.column_name
                        from information_schema.columns c
                        join information_schema.tables t using (table_schema, table_name)
                        where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER'
                        order by c.table_name, c.ordinal_position
                        """)) {
            while (rows.next()) {
                columns.computeIfAbsent(rows.getString(1), table -> new ArrayList<>())
                        .add(quoted(rows.getString(2)));
            }
        }
        return columns.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        table -> String.join(", ", table.getValue()),
                        (first, second) -> first,
                        LinkedHashMap::new));
    }

    private void copyTable(String table, String columns) throws SQLException {
        CopyOut rows = source.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy " + quoted(table) + " (" + columns + ") to stdout");
        CopyIn copied = target.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + quoted(table) + " (" + columns + ") from stdin");
        for (byte[] row = rows.readFromCopy(); row != null; row = rows.readFromCopy()) {
            copied.writeToCopy(row, 0, row.length);
        }
        copied.endCopy();
    }

    private void copySequences() throws SQLException {
        try (Statement statement = source.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select sequencename, last_value from pg_sequences
                        where schemaname = current_schema() and last_value is not null
                        """);
                PreparedStatement set = target.prepareStatement("select setval(?::regclass, ?)")) {
            while (rows.next()) {
                set.setString(1, quoted(rows.getString(1)));
                set.setLong(2, rows.getLong(2));
                set.execute();
            }
        }
    }

    private void execute(String statement) throws SQLException {
        try (Statement executed = target.createStatement()) {
            executed.execute(statement);
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
