package dev.tidings.edition;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionProgress;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/** Publishes the counts of each digest's newest edition as the metric {@code tidings_edition_letters}. */
@Component
class EditionGauges implements MeterBinder {
    private final Editions editions;
    private final DigestCatalog digests;

    EditionGauges(Editions editions, DigestCatalog digests) {
        this.editions = editions;
        this.digests = digests;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Digest digest : digests.all()) {
            gauge(registry, digest, "due", EditionProgress::due);
            gauge(registry, digest, "sent", EditionProgress::sent);
            gauge(registry, digest, "skipped", EditionProgress::skipped);
            gauge(registry, digest, "error", EditionProgress::error);
            gauge(registry, digest, "owed", EditionProgress::owed);
        }
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
