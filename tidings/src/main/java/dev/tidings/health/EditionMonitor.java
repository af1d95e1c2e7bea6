package dev.tidings.health;

import dev.tidings.audience.Suppression.SuppressionReason;
import dev.tidings.audience.SuppressionHealthQueries;
import dev.tidings.audience.SuppressionHealthQueries.SuppressedUser;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.DeliveryState;
import dev.tidings.edition.DeliverySummary;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.EditionHealthQueries;
import dev.tidings.edition.EditionHealthQueries.EditionState;
import dev.tidings.edition.UnreadableEdition;
import dev.tidings.ledger.LedgerHealthQueries;
import dev.tidings.ledger.LedgerHealthQueries.EditionTotals;
import dev.tidings.opportunities.FeedbackHealthQueries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Queries of checks about editions, letters, suppressions and clicks. Each table's owner runs its part. */
@Component
class EditionMonitor {
    /** Transports whose answers report dead addresses. The others accept every address. */
    private static final Set<String> REPORTING_TRANSPORTS = Set.of("smtp");

    /** An edition and the sums over its letters. */
    record MonitoredEdition(EditionState state, EditionTotals letters) {}

    /**
     * @param letters how many were sent or failed
     * @param reported whether such suppressions are recorded: the transport reports them, or somebody adds them
     */
    record SuppressionCount(String digest, long letters, long addresses, boolean reported) {}

    /** Letters sent in a span of time, and people's clicks in it. */
    record ClickCount(long letters, long clicks) {}

    private final EditionHealthQueries editions;
    private final LedgerHealthQueries ledger;
    private final SuppressionHealthQueries suppressions;
    private final FeedbackHealthQueries feedback;

    EditionMonitor(
            EditionHealthQueries editions,
            LedgerHealthQueries ledger,
            SuppressionHealthQueries suppressions,
            FeedbackHealthQueries feedback) {
        this.editions = editions;
        this.ledger = ledger;
        this.suppressions = suppressions;
        this.feedback = feedback;
    }

    Optional<MonitoredEdition> progress(String digest, DigestPeriod period) {
        return editions.find(digest, period).map(state -> new MonitoredEdition(state, ledger.totals(state.id())));
    }

    /** Since when the oldest letter of open and paused editions has been owed, composed or not. */
    Optional<Instant> oldestOwed() {
        return ledger.oldestOwed(editions.begunParts());
    }

    /** A line for each stopped edition, with the sentence that pages and the API show. */
    List<String> stoppedEditions() {
        return editions.stopped().stream()
                .map(edition -> line(
                        edition.id(),
                        edition.digest(),
                        DeliveryState.STOPPED,
                        Objects.requireNonNullElse(edition.reason(), "unknown")))
                .toList();
    }

    /**
     * A line for each edition, and each wave, that is in this state before its first letter.
     *
     * @param state held or waiting
     */
    List<String> haltedEditions(DeliveryState state) {
        EditionStatus status = state == DeliveryState.HELD ? EditionStatus.HELD : EditionStatus.WAITING;
        return editions.halted(status).stream()
                .map(edition -> line(edition.id(), edition.digest(), state, edition.reason()) + " Since "
                        + edition.since() + ".")
                .toList();
    }

    private String line(long id, String digest, DeliveryState state, String reason) {
        EditionTotals letters = ledger.totals(id);
        EditionProgress progress =
                new EditionProgress(letters.due(), letters.sent(), letters.skipped(), letters.error(), letters.owed());
        return "Edition " + id + " of " + digest + ". " + DeliverySummary.sentence(state, progress, reason);
    }

    List<String> warnings(Instant since) {
        return editions.warnings(since);
    }

    List<UnreadableEdition> unreadableEditions() {
        return editions.unreadable();
    }

    /** By digest, the letters of editions opened since then, and how many of their addresses were suppressed since. */
    List<SuppressionCount> suppressionCounts(SuppressionReason reason, Instant since) {
        List<EditionState> recent = editions.openedSince(since);
        Map<Long, String> digests = recent.stream().collect(Collectors.toMap(EditionState::id, EditionState::digest));
        boolean recorded = suppressions.everSuppressed(reason);
        Map<String, Map<Long, Long>> letters = new TreeMap<>();
        ledger.attempted(digests.keySet())
                .forEach((edition, count) -> letters.computeIfAbsent(digests.get(edition), digest -> new TreeMap<>())
                        .put(edition, count));
        List<SuppressedUser> suppressed = suppressions.suppressedSince(reason, since);
        List<SuppressionCount> counts = new ArrayList<>();
        letters.forEach((digest, byEdition) -> counts.add(new SuppressionCount(
                digest,
                byEdition.values().stream().mapToLong(Long::longValue).sum(),
                ledger.addressesMailed(
                        byEdition.keySet(),
                        column(suppressed, SuppressedUser::userId),
                        column(suppressed, SuppressedUser::address)),
                recorded || (reason == SuppressionReason.BOUNCE && reportsDeadAddresses(recent, digest)))));
        return counts;
    }

    private static boolean reportsDeadAddresses(List<EditionState> editions, String digest) {
        return editions.stream()
                .anyMatch(edition ->
                        edition.digest().equals(digest) && REPORTING_TRANSPORTS.contains(edition.transport()));
    }

    private static List<String> column(List<SuppressedUser> users, Function<SuppressedUser, String> value) {
        return users.stream().map(value).toList();
    }

    ClickCount clicks(List<String> digests, Instant from, Instant to) {
        return new ClickCount(ledger.sent(editions.idsOpened(digests, from, to)), feedback.clicks(from, to));
    }
}
