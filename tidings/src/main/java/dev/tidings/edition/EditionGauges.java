package dev.tidings.edition;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionProgress;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Publishes each digest's editions as metrics: the counts of the newest as {@code tidings_edition_letters}, the worst
 * state as {@code tidings_edition_state}.
 */
@Component
class EditionGauges implements MeterBinder {
    private final Editions editions;
    private final DeliverySummaries summaries;
    private final DigestCatalog digests;

    EditionGauges(Editions editions, DeliverySummaries summaries, DigestCatalog digests) {
        this.editions = editions;
        this.summaries = summaries;
        this.digests = digests;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Digest digest : digests.all()) {
            stateGauge(registry, digest);
            gauge(registry, digest, "due", EditionProgress::due);
            gauge(registry, digest, "sent", EditionProgress::sent);
            gauge(registry, digest, "skipped", EditionProgress::skipped);
            gauge(registry, digest, "error", EditionProgress::error);
            gauge(registry, digest, "owed", EditionProgress::owed);
        }
    }

    private void stateGauge(MeterRegistry registry, Digest digest) {
        Gauge.builder("tidings.edition.state", () -> state(digest))
                .description(
                        "Worst state of the digest's newest edition and those not closed: 0 nothing to do, 1 sending,"
                                + " 2 not as planned (waiting, late, reached nobody), 3 an operator must act (stopped, held, paused)")
                .tag("digest", digest.name())
                .register(registry);
    }

    private double state(Digest digest) {
        Stream<ListedEdition> notClosed =
                editions.notClosed().stream().filter(edition -> edition.digest().equals(digest.name()));
        return Stream.concat(editions.newest(digest.name()).stream(), notClosed)
                .mapToInt(edition -> summaries.of(edition).state().color().level())
                .max()
                .orElse(0);
    }

    private void gauge(MeterRegistry registry, Digest digest, String status, ToLongFunction<EditionProgress> count) {
        Gauge.builder("tidings.edition.letters", () -> newest(digest, count))
                .description("Letters of the digest's newest edition; due = sent + skipped + error + owed")
                .tag("digest", digest.name())
                .tag("status", status)
                .register(registry);
    }

    private double newest(Digest digest, ToLongFunction<EditionProgress> count) {
        return editions.newest(digest.name()).stream()
                .mapToLong(edition -> count.applyAsLong(edition.progress()))
                .sum();
    }
}
