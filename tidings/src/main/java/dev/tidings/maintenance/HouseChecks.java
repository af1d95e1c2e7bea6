package dev.tidings.maintenance;

import dev.tidings.database.NodeClock;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.InstallationSettings;
import dev.tidings.digest.MaintenanceSettings.CheckSettings;
import dev.tidings.instance.InstanceGuard;
import dev.tidings.scraping.Sources;
import dev.tidings.settings.Settings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The one list of all checks, by who runs them. */
@Component
class HouseChecks {
    private final HouseSoundings house;
    private final EditionSoundings editions;
    private final Expectations expectations;
    private final DigestCatalog digests;
    private final Sources sources;
    private final CheckSettings limits;
    private final Settings settings;
    private final ObjectProvider<InstanceGuard> guard;
    private final NodeClock nodeClock;
    private final InstantSource clock;

    HouseChecks(
            HouseSoundings house,
            EditionSoundings editions,
            Expectations expectations,
            DigestCatalog digests,
            Sources sources,
            InstallationSettings installation,
            Settings settings,
            ObjectProvider<InstanceGuard> guard,
            NodeClock nodeClock,
            InstantSource clock) {
        this.house = house;
        this.editions = editions;
        this.expectations = expectations;
        this.digests = digests;
        this.sources = sources;
        this.limits = installation.maintenance().checks();
        this.settings = settings;
        this.guard = guard;
        this.nodeClock = nodeClock;
        this.clock = clock;
    }

    /** What every node finds out about itself. */
    List<HealthCheck> ofThisNode() {
        return List.of(
                new DatabaseLatency(house, limits.databaseLatency()),
                new ClockSkew(house, limits.clockSkew(), nodeClock.source()),
                new DiskSpace(settings.data(), limits.disk()),
                new HeapSpace(limits.heap()));
    }

    /** What must be noticed even where no scheduler runs: every node looks. */
    List<HealthCheck> ofTheWatch() {
        return List.of(
                new Instance(guard),
                new EditionOpening(expectations, limits.editionOpening()),
                new NothingSent(expectations, limits.nothingSent()),
                new TooFewSent(expectations, limits.tooFewSent()),
                new SilentScheduler(house, limits.scheduler(), clock));
    }

    /** The rest: some node looks, as a job on the clock. */
    List<HealthCheck> ofTheJob() {
        int minimum = limits.minimumLetters();
        List<HealthCheck> checks = new ArrayList<>(List.of(
                new LettersOwed(editions, limits.lettersOwed(), clock),
                new StoppedEditions(editions),
                new TroubledTransports(house),
                new FailingJobs(house, limits.failingJobs()),
                new FailingSources(sources, limits.failingSources()),
                new SuppressionRate(SuppressionRate.BOUNCES, editions, limits.bounces(), minimum, clock),
                new SuppressionRate(SuppressionRate.COMPLAINTS, editions, limits.complaints(), minimum, clock),
                new DeadRows(house, limits.deadRows())));
        List<String> recommending = digests.all().stream()
                .filter(digest -> digest.content().source().equals("recommendation"))
                .map(Digest::name)
                .toList();
        if (!recommending.isEmpty()) {
            checks.add(new ModelDrift(house, recommending, limits.modelDrift(), minimum, clock));
            checks.add(new RefusedCandidates(house, limits.refusedCandidates()));
        }
        return checks;
    }
}
