package dev.tidings.edition;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.Progress;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/** The counts of each digest's newest edition, for graphs and alerts: {@code tidings_edition_letters}. */
@Component
class LetterGauges implements MeterBinder {
    private final Editions editions;
    private final DigestCatalog digests;

    LetterGauges(Editions editions, DigestCatalog digests) {
        this.editions = editions;
        this.digests = digests;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Digest digest : digests.all()) {
            gauge(registry, digest, "due", Progress::due);
            gauge(registry, digest, "sent", Progress::sent);
            gauge(registry, digest, "skipped", Progress::skipped);
            gauge(registry, digest, "error", Progress::error);
            gauge(registry, digest, "owed", Progress::owed);
        }
    }

    private void gauge(MeterRegistry registry, Digest digest, String status, ToLongFunction<Progress> count) {
        Gauge.builder("tidings.edition.letters", () -> newest(digest, count))
                .description("Letters of the digest's newest edition; due = sent + skipped + error + owed")
                .tag("digest", digest.name())
                .tag("status", status)
                .register(registry);
    }

    private double newest(Digest digest, ToLongFunction<Progress> count) {
        return editions.list(digest.name(), null, null, 1).stream()
                .mapToLong(edition -> count.applyAsLong(edition.progress()))
                .sum();
    }
}
