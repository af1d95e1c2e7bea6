package dev.tidings.scraping;

import dev.tidings.content.recommendation.Opportunities;
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
    private static final int AT_A_TIME = 8;

    private final SourceCatalog catalog;
    private final SourceStates states;
    private final SourceVisit visit;
    private final Opportunities opportunities;
    private final InstantSource clock;
    private final Semaphore free = new Semaphore(AT_A_TIME);
    private final ExecutorService visits = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("scrape-", 0).factory());

    Scraper(
            SourceCatalog catalog,
            SourceStates states,
            SourceVisit visit,
            Opportunities opportunities,
            InstantSource clock) {
        this.catalog = catalog;
        this.states = states;
        this.visit = visit;
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
        states.enter(catalog.all(), now);
        int begun = 0;
        for (String name : states.due(enabled.stream().map(Source::name).toList(), now)) {
            begun += begin(catalog.require(name)) ? 1 : 0;
        }
        return begun;
    }

    /**
     * Begins to visit a source now, even one that is switched off, and does not wait for it.
     *
     * @return false if it, or another one of its host, is being visited, or this node has its hands full
     * @throws UnknownSource if no file describes it
     */
    public boolean start(String source) {
        Source chosen = catalog.require(source);
        states.enter(catalog.all(), clock.instant());
        return begin(chosen);
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
        states.enter(catalog.all(), now);
        UUID claim = UUID.randomUUID();
        if (!states.claim(source, claim, now)) {
            throw new SourceBusy(source);
        }
        return visit.run(chosen, claim);
    }

    private boolean begin(Source source) {
        if (!free.tryAcquire()) {
            return false;
        }
        UUID claim = UUID.randomUUID();
        if (!states.claim(source.name(), claim, clock.instant())) {
            free.release();
            return false;
        }
        visits.execute(() -> carryOut(source, claim));
        return true;
    }

    private void carryOut(Source source, UUID claim) {
        try {
            visit.run(source, claim);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            log.info("source {} was given back: this node stops", source.name());
        } finally {
            free.release();
        }
    }

    /** Begins no more visits, and returns when those under way have come to their end. */
    void finish() {
        visits.close();
    }

    /** Visits that are under way are given back. */
    @Override
    public void destroy() {
        visits.shutdownNow();
        visits.close();
    }
}
