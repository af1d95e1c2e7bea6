package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.audience.ConsentHealthQueries;
import dev.tidings.audience.ConsentHealthQueries.OptOutByLink;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.ledger.LedgerHealthQueries;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Checks how many readers were opted out by a visit of the link within a minute after their letter was sent. */
final class EarlyUnsubscribesCheck implements HealthCheck {
    private static final Duration WEEK = Duration.ofDays(7);

    /** One or two people a week are as quick as that. */
    private static final int MANY = 3;

    private final ConsentHealthQueries consent;
    private final LedgerHealthQueries ledger;
    private final DigestCatalog digests;
    private final InstantSource clock;

    EarlyUnsubscribesCheck(
            ConsentHealthQueries consent, LedgerHealthQueries ledger, DigestCatalog digests, InstantSource clock) {
        this.consent = consent;
        this.ledger = ledger;
        this.digests = digests;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "early-unsubscribes";
    }

    @Override
    public List<CheckFinding> run() {
        List<OptOutByLink> optOuts = consent.optOutsByLink(clock.instant().minus(WEEK));
        Map<String, Long> early = optOuts.isEmpty()
                ? Map.of()
                : ledger.visitsRightAfterLetters(
                        optOuts.stream().map(OptOutByLink::userId).toList(),
                        optOuts.stream().map(OptOutByLink::digest).toList(),
                        optOuts.stream().map(OptOutByLink::at).toList());
        return digests.all().stream()
                .map(Digest::name)
                .map(digest -> evaluate(digest, early.getOrDefault(digest, 0L)))
                .toList();
    }

    private static CheckFinding evaluate(String digest, long early) {
        String found = early + (early == 1 ? " reader was" : " readers were")
                + " opted out by a visit of the unsubscribe link within a minute after their letter, in the last 7 days.";
        return early < MANY
                ? CheckFinding.ok(digest, found)
                : new CheckFinding(
                        digest,
                        Severity.WARNING,
                        found
                                + " Link scanners are probably at work. With unsubscribe.confirm: suspected, such visits get a page"
                                + " with a button.",
                        new Measure(early, MANY, "readers"));
    }
}
