package dev.tidings.scraping;

import dev.tidings.opportunities.OpportunityImport;
import dev.tidings.scraping.SourceRun.SourceRunOutcome;
import dev.tidings.scraping.SourceStatus.SourceHealth;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** One run from the claim to its record. */
@Component
class SourceRunner {
    private static final Logger log = LoggerFactory.getLogger(SourceRunner.class);

    private final SourceFetcher harvester;
    private final OpportunityImport opportunities;
    private final SourceStates states;
    private final SourceRuns runs;
    private final KnownDocuments known;
    private final InstantSource clock;
    private final SourceBackoff backoff = new SourceBackoff(RandomGenerator.getDefault());

    SourceRunner(
            SourceFetcher harvester,
            OpportunityImport opportunities,
            SourceStates states,
            SourceRuns runs,
            KnownDocuments known,
            InstantSource clock) {
        this.harvester = harvester;
        this.opportunities = opportunities;
        this.states = states;
        this.runs = runs;
        this.known = known;
        this.clock = clock;
    }

    /**
     * @param claim what the source was taken with
     * @throws InterruptedException if the thread is asked to end; the source is given back
     */
    SourceRun run(Source source, UUID claim) throws InterruptedException {
        Instant start = clock.instant();
        try {
            FetchResult harvest = harvester.fetch(source);
            ItemImport reaping =
                    new ItemImport(source, harvest, runs.averageItems(start).get(source.name()));
            SourceRun run = reaping.store(opportunities, start, clock.instant());
            if (run.outcome() == SourceRunOutcome.OK || run.outcome() == SourceRunOutcome.UNCHANGED) {
                known.replaceAll(source, documents(harvest, reaping), harvest.unchangedDocuments(), run.endedAt());
            }
            settle(source, claim, run, harvest.retryAfter());
            return run;
        } catch (InterruptedException e) {
            states.release(source.name(), claim);
            throw e;
        } catch (RuntimeException e) {
            log.error("source {} could not be visited", source.name(), e);
            SourceRun run = failedRun(source, start, e);
            settle(source, claim, run, null);
            return run;
        }
    }

    /** Only documents that lead nowhere are asked for changes: behind the others, there may be new ones. */
    private static List<KnownDocument> documents(FetchResult harvest, ItemImport reaping) {
        return harvest.documents().stream()
                .filter(document -> document.isLeaf() && (document.etag() != null || document.lastModified() != null))
                .map(document -> new KnownDocument(
                        document.uri(), document.etag(), document.lastModified(), reaping.importedUrls(document)))
                .toList();
    }

    private void settle(Source source, UUID claim, SourceRun run, @Nullable Duration wish) {
        runs.record(run);
        boolean failed = run.outcome() == SourceRunOutcome.FAILED;
        int failures = failed ? states.failures(source.name()) + 1 : 0;
        Duration wait = failed
                ? backoff.afterFailure(failures, source.interval(), wish)
                : backoff.afterSuccess(source.interval(), wish);
        states.settle(
                source.name(),
                claim,
                health(run.outcome()),
                run.problem(),
                failures,
                run.endedAt().plus(wait),
                run.endedAt());
        log.info(
                "source {} {}: {} found, {} new, {} changed, {} refused",
                source.name(),
                run.outcome(),
                run.found(),
                run.created(),
                run.updated(),
                run.refused());
    }

    private static SourceHealth health(SourceRunOutcome outcome) {
        return switch (outcome) {
            case OK, UNCHANGED -> SourceHealth.OK;
            case FAILED -> SourceHealth.FAILING;
            case SUSPICIOUS -> SourceHealth.SUSPICIOUS;
        };
    }

    private SourceRun failedRun(Source source, Instant start, RuntimeException failure) {
        String problem = "The run broke off: " + failure.getClass().getSimpleName();
        return new SourceRun(
                source.name(),
                start,
                clock.instant(),
                SourceRunOutcome.FAILED,
                null,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                problem,
                List.of(),
                List.of());
    }
}
