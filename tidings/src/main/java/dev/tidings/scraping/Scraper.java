package dev.tidings.scraping;

import dev.tidings.database.DatabaseFault;
import dev.tidings.opportunities.Opportunities;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Runs the sources: each at its interval, several at a time, one per host, each on one node. If a node dies, its claim
 * expires and another node runs the source.
 */
@Component
public class Scraper implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(Scraper.class);
    private static final int MAX_CONCURRENT = 8;

    private final SourceCatalog catalog;
    private final SourceStates states;
    private final SourceRunner runner;
    private final Opportunities opportunities;
    private final InstantSource clock;
    private final Semaphore permits = new Semaphore(MAX_CONCURRENT);
    private final ExecutorService executor = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("scrape-", 0).factory());

    Scraper(
            SourceCatalog catalog,
            SourceStates states,
            SourceRunner runner,
            Opportunities opportunities,
            InstantSource clock) {
        this.catalog = catalog;
        this.states = states;
        this.runner = runner;
        this.opportunities = opportunities;
        this.clock = clock;
    }

    /**
     * Expires overdue opportunities and starts the due sources, up to the concurrency limit of this node. Does not wait
     * for them.
     *
     * @return the number of started runs
     */
    public int runDue() {
        List<Source> enabled = catalog.all().stream().filter(Source::enabled).toList();
        Instant now = clock.instant();
        opportunities.expireOverdue(now);
        states.register(catalog.all(), now);
        int started = 0;
        for (String name : states.due(enabled.stream().map(Source::name).toList(), now)) {
            started += tryStart(catalog.require(name)) ? 1 : 0;
        }
        return started;
    }

    /**
     * Starts a source now, even a disabled one. Does not wait for it.
     *
     * @return false if this source or another one on its host is running, or this node is at its limit
     * @throws UnknownSource if no file describes it
     */
    public boolean startNow(String source) {
        Source requested = catalog.require(source);
        states.register(catalog.all(), clock.instant());
        return tryStart(requested);
    }

    /**
     * Runs a source now, even a disabled one.
     *
     * @throws UnknownSource if no file describes it
     * @throws SourceBusy if this source or another one on its host is running
     * @throws InterruptedException if the thread is interrupted
     */
    public SourceRun runNow(String source) throws InterruptedException {
        Source requested = catalog.require(source);
        Instant now = clock.instant();
        states.register(catalog.all(), now);
        UUID claim = UUID.randomUUID();
        if (!states.claim(source, claim, now)) {
            throw new SourceBusy(source);
        }
        return runner.run(requested, claim);
    }

    private boolean tryStart(Source source) {
        if (!permits.tryAcquire()) {
            return false;
        }
        UUID claim = UUID.randomUUID();
        if (!states.claim(source.name(), claim, clock.instant())) {
            permits.release();
            return false;
        }
        executor.execute(() -> run(source, claim));
        return true;
    }

    private void run(Source source, UUID claim) {
        try {
            runner.run(source, claim);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            log.info("source {} released: node is shutting down", source.name());
        } catch (DataAccessException | TransactionException e) {
            log.warn("source {}: not recorded, runs again: {}", source.name(), DatabaseFault.describe(e));
        } finally {
            permits.release();
        }
    }

    /** Accepts no more runs and waits for the running ones. */
    void awaitRunning() {
        executor.close();
    }

    /** Interrupts the running sources and releases their claims. */
    @Override
    public void destroy() {
        executor.shutdownNow();
        executor.close();
    }
}
