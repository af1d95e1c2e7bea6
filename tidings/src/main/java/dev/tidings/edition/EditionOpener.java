package dev.tidings.edition;

import dev.tidings.content.ContentSources;
import dev.tidings.database.AfterCommit;
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
import java.time.LocalDate;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens editions. A digest has at most one edition per period, ever. */
@Component
public class EditionOpener {
    private static final Logger log = LoggerFactory.getLogger(EditionOpener.class);

    /** The first Monday of 2000. The table's check has the same year. */
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 3);

    private final Editions editions;
    private final GateStates gateStates;
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
            GateStates gateStates,
            Waves waves,
            TemplateVersions templates,
            ContentSources sources,
            Transports transports,
            WorkQueue work,
            InstanceGuard guard,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.editions = editions;
        this.gateStates = gateStates;
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
     * Returns the edition that the digest's schedule asks for, and opens it if needed: the one of the latest period
     * that was complete at the last scheduled time. After a long downtime only this edition is opened; letters past
     * their deadline are skipped.
     */
    public Edition openDue(Digest digest) {
        guard.require();
        return require(digest, openDueUnguarded(digest));
    }

    /**
     * Opens the edition of {@link #openDue} if needed, without the ownership check, and returns its period. The caller
     * ensures that a database that is not adopted sends nothing.
     */
    DigestPeriod openDueUnguarded(Digest digest) {
        Instant now = clock.instant();
        Cadence cadence = digest.cadence();
        DigestPeriod period = cadence.lastPeriod(now);
        openIfMissing(digest, period, OpenedBy.CLOCK, cadence.lastDueUntil(now), false);
        return period;
    }

    /** Returns the edition of the last completed period and opens it if needed. */
    public Edition openLastCompleted(Digest digest, OpenedBy openedBy) {
        return open(digest, lastCompleted(digest), openedBy);
    }

    /** Returns the digest's last completed period. */
    public DigestPeriod lastCompleted(Digest digest) {
        return digest.cadence().lastCompleted(clock.instant());
    }

    /**
     * Returns the period that contains the day.
     *
     * @throws PeriodRefused if an edition cannot cover it
     */
    public DigestPeriod requirePeriod(Digest digest, LocalDate day) {
        DigestPeriod latest = digest.cadence().latestPeriod(clock.instant());
        if (day.isBefore(EARLIEST)) {
            throw new PeriodRefused("The week of " + day + " is too early: the first one begins on " + EARLIEST);
        }
        if (day.isAfter(latest.end())) {
            throw new PeriodRefused("The week of " + day + " is not over yet in "
                    + (digest.cadence().perRecipient()
                            ? "any time zone"
                            : digest.cadence().referenceZone())
                    + ": the last completed one is from " + latest.start() + " to " + latest.end());
        }
        return DigestPeriod.containing(day);
    }

    /**
     * Returns the edition of that period and opens it if needed. If the digest goes out by time zone, each zone waits
     * for its wave.
     *
     * @throws PeriodRefused if an edition cannot cover the period
     * @throws EditionNotReadable if the edition was opened before and its row cannot be read
     */
    public Edition open(Digest digest, DigestPeriod period, OpenedBy openedBy) {
        return open(digest, period, openedBy, false);
    }

    /**
     * As {@link #open(Digest, DigestPeriod, OpenedBy)}. If forced, letters leave without a check before the first; an
     * edition that was opened before and is held or waits goes on.
     */
    public Edition open(Digest digest, DigestPeriod period, OpenedBy openedBy, boolean forced) {
        guard.require();
        requirePeriod(digest, period.start());
        openIfMissing(digest, period, openedBy, clock.instant(), forced);
        Edition edition = require(digest, period);
        if (forced && gateStates.force(edition.id(), clock.instant().plus(digest.late()))) {
            log.info("edition {} forced by {}", edition.id(), openedBy);
            work.runNow(edition.id());
            return require(digest, period);
        }
        return edition;
    }

    private Edition require(Digest digest, DigestPeriod period) {
        return editions.find(digest.name(), period).orElseThrow();
    }

    /** @param from start of the allowed lateness for zones that were due before */
    private void openIfMissing(Digest digest, DigestPeriod period, OpenedBy openedBy, Instant from, boolean forced) {
        String transport = transports.resolve(digest.transport()).name();
        List<Wave> cadenceWaves =
                digest.cadence().perRecipient() ? digest.cadence().waves(period) : List.of();
        Instant last = cadenceWaves.isEmpty()
                ? from
                : later(from, cadenceWaves.getLast().due());
        transactions.executeWithoutResult(status -> {
            EditionSpec spec = new EditionSpec(
                    transport,
                    templates.store(digest.template()),
                    sources.of(digest).version(),
                    last.plus(digest.late()),
                    forced);
            editions.add(digest.name(), period, openedBy, spec).ifPresent(id -> {
                if (!cadenceWaves.isEmpty()) {
                    waves.add(id, cadenceWaves, from, digest.late());
                }
                work.enqueuePlanning(id);
                AfterCommit.run(
                        () -> log.info("edition {} opened: {} {} by {}", id, digest.name(), period.start(), openedBy));
            });
        });
    }

    private static Instant later(Instant first, Instant second) {
        return first.isAfter(second) ? first : second;
    }
}
