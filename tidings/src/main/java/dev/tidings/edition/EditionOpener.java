package dev.tidings.edition;

import dev.tidings.content.ContentSources;
import dev.tidings.digest.Cadence;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.digest.Wave;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.instance.InstanceGuard;
import dev.tidings.render.TemplateVersions;
import dev.tidings.transport.Transports;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens editions: at most one per digest and period, ever. */
@Component
public class EditionOpener {
    private static final Logger log = LoggerFactory.getLogger(EditionOpener.class);

    private final Editions editions;
    private final Waves waves;
    private final TemplateVersions templates;
    private final ContentSources sources;
    private final Transports transports;
    private final WorkQueue work;
    private final InstanceGuard guard;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    EditionOpener(
            Editions editions,
            Waves waves,
            TemplateVersions templates,
            ContentSources sources,
            Transports transports,
            WorkQueue work,
            InstanceGuard guard,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.editions = editions;
        this.waves = waves;
        this.templates = templates;
        this.sources = sources;
        this.transports = transports;
        this.work = work;
        this.guard = guard;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * The edition that the digest's clock asks for: of the period that was complete when its hour last came, opened now unless
     * it was before. However long nothing ran, only this one is opened; letters that are too late by now are skipped.
     */
    public Edition openDue(Digest digest) {
        guard.require();
        return openDueUnguarded(digest);
    }

    /** As {@link #openDue}, for whoever sees to it that nothing is sent from a database that is not adopted. */
    Edition openDueUnguarded(Digest digest) {
        Instant now = clock.instant();
        Cadence cadence = digest.cadence();
        return open(digest, cadence.lastPeriod(now), OpenedBy.CLOCK, cadence.lastDueUntil(now));
    }

    /** The edition of the last completed period, opened now unless it was before. */
    public Edition openLastCompleted(Digest digest, OpenedBy openedBy) {
        return open(digest, digest.cadence().lastCompleted(clock.instant()), openedBy);
    }

    /** The edition of that period, opened now unless it was before. Where it is due zone by zone, each zone waits for its turn. */
    public Edition open(Digest digest, DigestPeriod period, OpenedBy openedBy) {
        guard.require();
        return open(digest, period, openedBy, clock.instant());
    }

    /** @param from the moment from which it may be late, in zones that were due before */
    private Edition open(Digest digest, DigestPeriod period, OpenedBy openedBy, Instant from) {
        String transport = transports.resolve(digest.transport()).name();
        List<Wave> ahead = digest.cadence().perRecipient() ? digest.cadence().waves(period) : List.of();
        Instant last = ahead.isEmpty() ? from : later(from, ahead.getLast().due());
        transactions.executeWithoutResult(status -> {
            Editions.EditionSpec stamp = new Editions.EditionSpec(
                    transport,
                    templates.store(digest.template()),
                    sources.of(digest).version(),
                    last.plus(digest.late()));
            editions.add(digest.name(), period, openedBy, stamp).ifPresent(id -> {
                if (!ahead.isEmpty()) {
                    waves.add(id, ahead, from, digest.late());
                }
                work.enqueuePlanning(id);
                log.info("edition {} opened: {} {} by {}", id, digest.name(), period.start(), openedBy);
            });
        });
        return editions.find(digest.name(), period).orElseThrow();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
