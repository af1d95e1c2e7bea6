package dev.tidings.health;

import dev.tidings.audience.Suppression.SuppressionReason;
import dev.tidings.audience.SuppressionHealthQueries;
import dev.tidings.audience.SuppressionHealthQueries.SuppressedUser;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.EditionHealthQueries;
import dev.tidings.edition.EditionHealthQueries.EditionState;
import dev.tidings.ledger.LedgerHealthQueries;
import dev.tidings.ledger.LedgerHealthQueries.EditionTotals;
import dev.tidings.opportunities.FeedbackHealthQueries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Queries of checks about editions, letters, suppressions and clicks. Each table's owner runs its part. */
@Component
class EditionMonitor {
    /** An edition and the sums over its letters. */
    record MonitoredEdition(EditionState state, EditionTotals letters) {}

    /** @param letters how many were sent or failed */
    record SuppressionCount(String digest, long letters, long addresses) {}

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
        return ledger.oldestOwed(
                editions.openOrPaused().stream().collect(Collectors.toMap(EditionState::id, EditionState::openedAt)));
    }

    List<EditionState> stoppedEditions() {
        return editions.stopped();
    }

    /** By digest, the letters of editions opened since then, and how many of their addresses were suppressed since. */
    List<SuppressionCount> suppressionCounts(SuppressionReason reason, Instant since) {
        Map<Long, String> digests =
                editions.openedSince(since).stream().collect(Collectors.toMap(EditionState::id, EditionState::digest));
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
                        column(suppressed, SuppressedUser::address)))));
        return counts;
    }

    private static List<String> column(List<SuppressedUser> users, Function<SuppressedUser, String> value) {
        return users.stream().map(value).toList();
    }

    ClickCount clicks(List<String> digests, Instant from, Instant to) {
        return new ClickCount(ledger.sent(editions.idsOpened(digests, from, to)), feedback.clicks(from, to));
    }
}
