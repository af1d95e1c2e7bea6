package dev.tidings.digest;

import java.util.Optional;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Repository of table {@code digest}: every digest that was ever configured, with its content source. Views need it for
 * letters of removed digests. Each start updates it from the configuration; removed digests stay.
 */
@Repository
public class DigestRegistry implements SmartLifecycle {
    private final JdbcClient jdbc;
    private final DigestCatalog digests;
    private volatile boolean running;

    DigestRegistry(JdbcClient jdbc, DigestCatalog digests) {
        this.jdbc = jdbc;
        this.digests = digests;
    }

    @Override
    public void start() {
        digests.all().forEach(this::upsert);
        running = true;
    }

    private void upsert(Digest digest) {
        jdbc.sql("""
                        insert into digest (name, title, content_source) values (:name, :title, :source)
                        on conflict (name) do update set title = excluded.title, content_source = excluded.content_source
                        where (digest.title, digest.content_source)
                            is distinct from (excluded.title, excluded.content_source)
                        """)
                .param("name", digest.name())
                .param("title", digest.title())
                .param("source", digest.content().source())
                .update();
    }

    /** The content source of a digest that is or was configured; empty if it never was. */
    public Optional<String> contentSource(String name) {
        return jdbc.sql("select content_source from digest where name = :name")
                .param("name", name)
                .query(String.class)
                .optional();
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts before everything that sends letters. */
    @Override
    public int getPhase() {
        return 0;
    }
}
