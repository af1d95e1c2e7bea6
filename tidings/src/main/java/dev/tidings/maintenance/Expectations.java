package dev.tidings.maintenance;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.maintenance.EditionSoundings.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which editions must be there by now, reckoned from cadences and rows alone: it takes no job's word for it that it ran.
 */
@Component
class Expectations {
    /** Longer than a week, so that a clock which fell silent right after an edition is missed at the next one. */
    private static final Duration MEMORY = Duration.ofDays(8);

    /**
     * An edition that was to go out.
     *
     * @param due when, by the digest's cadence; in its first zone, where there are many
     * @param late how long ago that was
     * @param dueEverywhere when its last zone's time has come
     * @param progress null where the edition is not open
     */
    record Expectation(
            String digest,
            DigestPeriod period,
            Instant due,
            Duration late,
            Instant dueEverywhere,
            @Nullable Progress progress) {}

    private final Nodes nodes;
    private final DigestCatalog digests;
    private final EditionSoundings soundings;
    private final InstantSource clock;

    Expectations(Nodes nodes, DigestCatalog digests, EditionSoundings soundings, InstantSource clock) {
        this.nodes = nodes;
        this.digests = digests;
        this.soundings = soundings;
        this.clock = clock;
    }

    /** Notes that this node's clock is to open every digest's editions. */
    void expectAll() {
        Instant now = clock.instant();
        nodes.expect(digests.all().stream().map(Digest::name).toList(), now, now.minus(MEMORY));
    }

    /** The newest edition of each digest that should have gone out since some node's clock was first there for it. */
    List<Expectation> now() {
        Instant now = clock.instant();
        return nodes.expected(now.minus(MEMORY)).stream()
                .flatMap(expected -> digests.find(expected.digest()).stream()
                        .flatMap(digest -> expectation(digest, expected.since(), now)))
                .toList();
    }

    private Stream<Expectation> expectation(Digest digest, Instant since, Instant now) {
        Instant due = digest.cadence().lastUntil(now);
        if (due.isBefore(since)) {
            return Stream.empty();
        }
        DigestPeriod period = digest.cadence().lastPeriod(now);
        Optional<Progress> progress = soundings.progress(digest.name(), period);
        return Stream.of(new Expectation(
                digest.name(),
                period,
                due,
                Duration.between(due, now),
                digest.cadence().waves(period).getLast().due(),
                progress.orElse(null)));
    }
}
