package dev.tidings.database;

import dev.tidings.settings.DatabaseUrl;
import dev.tidings.settings.Settings;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL server: the configured one or the embedded one. */
public final class Database implements AutoCloseable {
    private final DatabaseUrl url;
    private final @Nullable EmbeddedDatabase embedded;

    private Database(DatabaseUrl url, @Nullable EmbeddedDatabase embedded) {
        this.url = url;
        this.embedded = embedded;
    }

    static Database open(Settings settings) {
        if (settings.database() != null) {
            return new Database(settings.database(), null);
        }
        EmbeddedDatabase embedded = EmbeddedDatabase.open(settings.data());
        return new Database(embedded.url(), embedded);
    }

    public DatabaseUrl url() {
        return url;
    }

    public boolean isEmbedded() {
        return embedded != null;
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
