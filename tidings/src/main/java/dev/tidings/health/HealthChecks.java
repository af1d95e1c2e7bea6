package dev.tidings.health;

import dev.tidings.core.Ticker;
import dev.tidings.database.DatabaseClock;
import dev.tidings.database.NodeClock;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.InstallationSettings;
import dev.tidings.digest.MaintenanceSettings.CheckSettings;
import dev.tidings.instance.InstanceGuard;
import dev.tidings.settings.Settings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Lists all checks by the component that runs them. */
@Component
class HealthChecks {
    private final CheckQueries queries;
    private final ExpectedEditions expectations;
    private final DigestCatalog digests;
    private final CheckSettings limits;
    private final Settings settings;
    private final ObjectProvider<InstanceGuard> guard;
    private final NodeClock nodeClock;
    private final ObjectProvider<DatabaseClock> databaseClock;
    private final Ticker ticker;
    private final InstantSource clock;

    HealthChecks(
            CheckQueries queries,
            ExpectedEditions expectations,
            DigestCatalog digests,
            InstallationSettings installation,
            Settings settings,
            ObjectProvider<InstanceGuard> guard,
            NodeClock nodeClock,
            ObjectProvider<DatabaseClock> databaseClock,
            Ticker ticker,
            InstantSource clock) {
        this.queries = queries;
        this.expectations = expectations;
        this.digests = digests;
        this.limits = installation.maintenance().checks();
        this.settings = settings;
        this.guard = guard;
        this.nodeClock = nodeClock;
        this.databaseClock = databaseClock;
        this.ticker = ticker;
        this.clock = clock;
    }

    /** Checks of one node, which its own watchdog runs. */
    List<HealthCheck> nodeChecks() {
        return List.of(
                new DatabaseLatencyCheck(queries.server(), limits.databaseLatency(), ticker),
                new ClockSkewCheck(
                        queries.server(),
                        limits.clockSkew(),
                        nodeClock.source(),
                        () -> databaseClock.getObject().lastStep(),
                        ticker),
                new DiskSpaceCheck(settings.data(), limits.disk()),
                new HeapCheck(limits.heap()));
    }

    /** Checks that every node's watchdog runs, because they must work without the scheduler. */
    List<HealthCheck> watchdogChecks() {
        return List.of(
                new InstanceCheck(guard),
                new EditionOpeningCheck(expectations, limits.editionOpening()),
                new NothingSentCheck(expectations, limits.nothingSent()),
                new TooFewSentCheck(expectations, limits.tooFewSent()),
                new SchedulerCheck(queries.tasks(), limits.scheduler(), clock));
    }

    /** Checks that run as a scheduled job. */
    List<HealthCheck> jobChecks() {
        int minimum = limits.minimumLetters();
        List<HealthCheck> checks = new ArrayList<>(List.of(
                new LettersOwedCheck(queries.editions(), limits.lettersOwed(), clock),
                new StoppedEditionsCheck(queries.editions()),
                new WaitingEditionsCheck(queries.editions()),
                new HeldEditionsCheck(queries.editions()),
                new EditionWarningsCheck(queries.editions(), clock),
                new UnreadableEditionsCheck(queries.editions()),
                new TransportCircuitCheck(queries.circuits()),
                new FailingJobsCheck(queries.tasks(), limits.failingJobs()),
                new FailingSourcesCheck(queries.sources(), limits.failingSources()),
                new SuppressionRateCheck(
                        SuppressionRateCheck.BOUNCES, queries.editions(), limits.bounces(), minimum, clock),
                new SuppressionRateCheck(
                        SuppressionRateCheck.COMPLAINTS, queries.editions(), limits.complaints(), minimum, clock),
                new EarlyUnsubscribesCheck(queries.consent(), queries.ledger(), digests, clock),
                new DeadRowsCheck(queries.server(), limits.deadRows())));
        List<String> recommending = digests.all().stream()
                .filter(digest -> digest.content().source().equals("recommendation"))
                .map(Digest::name)
                .toList();
        if (!recommending.isEmpty()) {
            checks.add(new ModelDriftCheck(queries.editions(), recommending, limits.modelDrift(), minimum, clock));
            checks.add(new RefusedCandidatesCheck(queries.models(), limits.refusedCandidates()));
        }
        return checks;
    }
}
