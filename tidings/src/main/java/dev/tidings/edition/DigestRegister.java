package dev.tidings.edition;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table {@code digest}: every digest that was ever configured, so that views can tell letters by what composes them.
 * Kept in step with the configuration at every start; a digest that is configured no more stays, as do its letters.
 */
@Repository
class DigestRegister implements SmartLifecycle {
    private final JdbcClient jdbc;
    private final DigestCatalog digests;
    private volatile boolean kept;

    DigestRegister(JdbcClient jdbc, DigestCatalog digests) {
        this.jdbc = jdbc;
        this.digests = digests;
    }

    @Override
    public void start() {
        digests.all().forEach(this::keep);
        kept = true;
    }

    private void keep(Digest digest) {
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

    @Override
    public void stop() {
        kept = false;
    }

    @Override
    public boolean isRunning() {
        return kept;
    }

    /** Before anything that sends letters. */
    @Override
    public int getPhase() {
        return 0;
    }
}
