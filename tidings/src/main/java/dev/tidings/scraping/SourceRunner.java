package dev.tidings.scraping;

import dev.tidings.database.SqlErrorClassifier;
import dev.tidings.opportunities.OpportunityImport;
import dev.tidings.scraping.Source.SourceKind;
import dev.tidings.scraping.SourceRun.SourceRunOutcome;
import dev.tidings.scraping.SourceStatus.SourceHealth;
import dev.tidings.scraping.reading.ParserPool;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Executes one claimed run of a source and records its result. */
@Component
class SourceRunner {
    private static final Logger log = LoggerFactory.getLogger(SourceRunner.class);

    /** An item that is listed for longer gets its second document again. */
    private static final Duration DETAIL_AGE = Duration.ofDays(180);

    private final SourceFetcher fetcher;
    private final OpportunityImport opportunities;
    private final SourceStates states;
    private final SourceRuns runs;
    private final KnownDocuments knownDocuments;
    private final KnownDetails knownDetails;
    private final ParserPool parsers;
    private final InstantSource clock;
    private final SourceBackoff backoff = new SourceBackoff(RandomGenerator.getDefault());

    SourceRunner(
            SourceFetcher fetcher,
            OpportunityImport opportunities,
            SourceStates states,
            SourceRuns runs,
            KnownDocuments knownDocuments,
            KnownDetails knownDetails,
            ParserPool parsers,
            InstantSource clock) {
        this.fetcher = fetcher;
        this.opportunities = opportunities;
        this.states = states;
        this.runs = runs;
        this.knownDocuments = knownDocuments;
        this.knownDetails = knownDetails;
        this.parsers = parsers;
        this.clock = clock;
    }

    /**
     * @param claim the token of the claim
     * @throws InterruptedException if the thread is interrupted; the claim is released
     */
    SourceRun run(Source source, UUID claim) throws InterruptedException {
        Instant startedAt = clock.instant();
        try {
            FetchResult result = fetcher.fetch(source);
            Instant now = clock.instant();
            ItemDates dates = new ItemDates(source, opportunities::firstReportedAt, now);
            ItemImport itemImport = new ItemImport(
                    source,
                    result,
                    ConvertedItems.of(source, result, dates, parsers),
                    runs.averageItems(startedAt).get(source.name()),
                    runs.fieldHits(source.name(), startedAt));
            SourceRun run = itemImport.store(opportunities, startedAt, now);
            if (mayRemember(source, run)) {
                knownDocuments.replaceAll(
                        source, documents(result, itemImport, run.endedAt()), result.skippedDocuments());
                knownDetails.deleteFetchedBefore(run.endedAt().minus(DETAIL_AGE));
            }
            settle(source, claim, run, result.retryAfter());
            return run;
        } catch (InterruptedException e) {
            states.release(source.name(), claim);
            throw e;
        } catch (RuntimeException e) {
            if (SqlErrorClassifier.isUnavailable(e)) {
                throw e;
            }
            return fail(source, claim, startedAt, e);
        } catch (Error e) {
            return fail(source, claim, startedAt, e);
        }
    }

    private SourceRun fail(Source source, UUID claim, Instant startedAt, Throwable failure) {
        log.error("source {} failed unexpectedly", source.name(), failure);
        SourceRun run = failedRun(source, startedAt, failure);
        settle(source, claim, run, null);
        return run;
    }

    /** A sitemap's pages without items are remembered, too: otherwise they would take the place of others in each run. */
    private static boolean mayRemember(Source source, SourceRun run) {
        return switch (run.outcome()) {
            case OK, UNCHANGED -> true;
            case SUSPICIOUS -> source.kind() == SourceKind.SITEMAP && run.found() == 0;
            case FAILED -> false;
        };
    }

    private static List<KnownDocument> documents(FetchResult result, ItemImport itemImport, Instant now) {
        List<KnownDocument> documents = new ArrayList<>(result.unchangedDocuments());
        result.documents().stream()
                .filter(document ->
                        document.canBeSkipped() && document.items().stream().allMatch(result::hasDetail))
                .map(document -> new KnownDocument(
                        document.uri(),
                        document.etag(),
                        document.lastModified(),
                        itemImport.importedUrls(document),
                        document.listed() == null ? null : document.listed().modifiedAt(),
                        now))
                .forEach(documents::add);
        return documents;
    }

    private void settle(Source source, UUID claim, SourceRun run, @Nullable Duration retryAfter) {
        runs.record(run);
        boolean failed = run.outcome() == SourceRunOutcome.FAILED;
        int failures = failed ? states.failures(source.name()) + 1 : 0;
        Duration delay = failed
                ? backoff.afterFailure(failures, source.interval(), retryAfter)
                : backoff.afterSuccess(source.interval(), retryAfter);
        states.settle(
                source.name(),
                claim,
                health(run.outcome()),
                run.problem(),
                failures,
                run.endedAt().plus(delay),
                run.endedAt());
        log.info(
                "source {} run {}: found={} created={} updated={} refused={}",
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

    private SourceRun failedRun(Source source, Instant startedAt, Throwable failure) {
        String problem = "The run failed: " + failure.getClass().getSimpleName();
        return new SourceRun(
                source.name(),
                startedAt,
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
                List.of(),
                FieldHits.NONE);
    }
}
