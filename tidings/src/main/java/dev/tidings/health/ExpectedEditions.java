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
 * Computes which editions must be open by now, from cadences and registered digests. It does not rely on any job having
 * run.
 */
@Component
class ExpectedEditions {
    /** Longer than a week: a scheduler that stops right after an edition is noticed at the next one. */
    private static final Duration FORGET_AFTER = Duration.ofDays(8);

    /**
     * An edition that is due.
     *
     * @param due the scheduled time; the first zone's if the digest is sent by time zone
     * @param late time since then
     * @param dueEverywhere the last zone's scheduled time
     * @param progress null if the edition was not opened
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

    /** Registers that this node opens every digest's editions on schedule. */
    void registerDigests() {
        Instant now = clock.instant();
        nodes.registerDigests(digests.all().stream().map(Digest::name).toList(), now, now.minus(FORGET_AFTER));
    }

    /** The newest due edition of each digest, unless it was due before the digest was first registered. */
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
