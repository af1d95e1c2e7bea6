package dev.tidings.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Takes connections from the pool of the thread's {@link ConnectionUse}. */
final class RoutedDataSource extends AbstractDataSource {
    private final ConnectionPools pools;
    private final ConnectionUse standard;

    /** @param standard the use of threads without one */
    RoutedDataSource(ConnectionPools pools, ConnectionUse standard) {
        this.pools = pools;
        this.standard = standard;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return pools.pool(ConnectionUse.currentOr(standard)).getConnection();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLException("the pools have one user");
    }
}
