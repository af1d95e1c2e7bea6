package dev.tidings.health;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.health.EditionMonitor.MonitoredEdition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which editions must be there by now, reckoned from cadences and rows alone: it takes no job's word for it that it
 * ran.
 */
@Component
class ExpectedEditions {
    /** Longer than a week, so that a clock which fell silent right after an edition is missed at the next one. */
    private static final Duration FORGET_AFTER = Duration.ofDays(8);

    /**
     * An edition that was to go out.
     *
     * @param due when, by the digest's cadence; in its first zone, where there are many
     * @param late how long ago that was
     * @param dueEverywhere when its last zone's time has come
     * @param progress null where the edition is not open
     */
    record ExpectedEdition(
            String digest,
            DigestPeriod period,
            Instant due,
            Duration late,
            Instant dueEverywhere,
            @Nullable MonitoredEdition progress) {}

    private final Nodes nodes;
    private final DigestCatalog digests;
    private final EditionMonitor editions;
    private final InstantSource clock;

    ExpectedEditions(Nodes nodes, DigestCatalog digests, EditionMonitor editions, InstantSource clock) {
        this.nodes = nodes;
        this.digests = digests;
        this.editions = editions;
        this.clock = clock;
    }

    /** Notes that this node's clock is to open every digest's editions. */
    void registerDigests() {
        Instant now = clock.instant();
        nodes.registerDigests(digests.all().stream().map(Digest::name).toList(), now, now.minus(FORGET_AFTER));
    }

    /** The newest edition of each digest that should have gone out since some node's clock was first there for it. */
    List<ExpectedEdition> current() {
        Instant now = clock.instant();
        return nodes.watchedDigests(now.minus(FORGET_AFTER)).stream()
                .flatMap(expected -> digests.find(expected.digest()).stream()
                        .flatMap(digest -> expectation(digest, expected.since(), now)))
                .toList();
    }

    private Stream<ExpectedEdition> expectation(Digest digest, Instant since, Instant now) {
        Instant due = digest.cadence().lastDueUntil(now);
        if (due.isBefore(since)) {
            return Stream.empty();
        }
        DigestPeriod period = digest.cadence().lastPeriod(now);
        Optional<MonitoredEdition> progress = editions.progress(digest.name(), period);
        return Stream.of(new ExpectedEdition(
                digest.name(),
                period,
                due,
                Duration.between(due, now),
                digest.cadence().waves(period).getLast().due(),
                progress.orElse(null)));
    }
}
