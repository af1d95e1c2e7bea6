package dev.tidings.scraping;

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
import org.springframework.stereotype.Component;

/**
 * Visits the sources: each at its interval, several at a time, one at a time per host, and each by one node alone. A visit
 * of a node that dies is taken up by any node when its claim has ended.
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
            SourceRunner visit,
            Opportunities opportunities,
            InstantSource clock) {
        this.catalog = catalog;
        this.states = states;
        this.runner = visit;
        this.opportunities = opportunities;
        this.clock = clock;
    }

    /**
     * Ends what nobody can apply for any more, and begins to visit the sources that are due, as many as this node has hands for, and waits for none of them.
     *
     * @return how many visits have begun
     */
    public int runDue() {
        List<Source> enabled = catalog.all().stream().filter(Source::enabled).toList();
        Instant now = clock.instant();
        opportunities.expireOverdue(now);
        states.register(catalog.all(), now);
        int begun = 0;
        for (String name : states.due(enabled.stream().map(Source::name).toList(), now)) {
            begun += tryStart(catalog.require(name)) ? 1 : 0;
        }
        return begun;
    }

    /**
     * Begins to visit a source now, even one that is switched off, and does not wait for it.
     *
     * @return false if it, or another one of its host, is being visited, or this node has its hands full
     * @throws UnknownSource if no file describes it
     */
    public boolean startNow(String source) {
        Source chosen = catalog.require(source);
        states.register(catalog.all(), clock.instant());
        return tryStart(chosen);
    }

    /**
     * Visits a source now, even one that is switched off.
     *
     * @throws UnknownSource if no file describes it
     * @throws SourceBusy if it, or another one of its host, is being visited
     * @throws InterruptedException if the thread is asked to end
     */
    public SourceRun runNow(String source) throws InterruptedException {
        Source chosen = catalog.require(source);
        Instant now = clock.instant();
        states.register(catalog.all(), now);
        UUID claim = UUID.randomUUID();
        if (!states.claim(source, claim, now)) {
            throw new SourceBusy(source);
        }
        return runner.run(chosen, claim);
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
            log.info("source {} was given back: this node stops", source.name());
        } finally {
            permits.release();
        }
    }

    /** Begins no more visits, and returns when those under way have come to their end. */
    void awaitRunning() {
        executor.close();
    }

    /** Visits that are under way are given back. */
    @Override
    public void destroy() {
        executor.shutdownNow();
        executor.close();
    }
}
