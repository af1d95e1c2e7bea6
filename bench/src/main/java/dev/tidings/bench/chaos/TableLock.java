package dev.tidings.bench.chaos;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Holds a table lock as {@code create index} does: it blocks writers, not readers. */
final class TableLock {
    private static final List<String> TABLES = List.of("users", "digest_log", "delivery", "batch", "chunk");

    private final ChaosDatabase database;

    TableLock(ChaosDatabase database) {
        this.database = database;
    }

    /** Waits for the lock on the fault's table and holds it. Returns early if the database goes down. */
    void hold(Fault fault, long millis) throws InterruptedException {
        try (Connection session = database.newConnection();
                Statement statement = session.createStatement()) {
            session.setAutoCommit(false);
            statement.execute("set local lock_timeout = 0");
            statement.execute("set local statement_timeout = 0");
            statement.execute("lock table " + TABLES.get(fault.amount() - 1) + " in share mode");
            Thread.sleep(millis);
            session.rollback();
        } catch (SQLException e) {
            return;
        }
    }
}
