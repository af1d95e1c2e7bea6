package dev.tidings.console;

import dev.tidings.console.LetterView.TimelineStep;
import dev.tidings.core.SkipReason;
import dev.tidings.ledger.LetterRow;
import dev.tidings.ledger.RecordedAttempt;
import dev.tidings.ledger.RecordedAttempt.AttemptOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds a letter's history in order, and advice on what to do. */
final class LetterTimeline {
    private LetterTimeline() {}

    /** @param recorded the letter's attempts, oldest first */
    static List<TimelineStep> of(LetterRow row, List<RecordedAttempt> recorded) {
        List<TimelineStep> steps = new ArrayList<>();
        if (row.composedAt() != null) {
            steps.add(new TimelineStep(
                    "Composed", row.composedAt(), "Its content is fixed: every attempt sends the same."));
        }
        if (row.attempt() > 0) {
            String attempts = ConsoleText.count(row.attempt(), "delivery attempt");
            steps.add(new TimelineStep(
                    attempts, null, row.transport() == null ? null : ConsoleText.transport(row.transport())));
        }
        if (!isAcceptedAtOnce(recorded)) {
            recorded.forEach(attempt -> steps.add(attemptStep(attempt)));
        }
        switch (row.status()) {
            case SENT -> steps.add(new TimelineStep("Sent", row.settledAt(), row.reason()));
            case SKIPPED -> steps.add(new TimelineStep("Skipped", row.settledAt(), ConsoleText.reason(row.reason())));
            case ERROR -> steps.add(new TimelineStep("Failed", row.settledAt(), row.reason()));
            case OWED -> steps.add(pendingStep(row));
            case UNREADABLE -> steps.add(new TimelineStep("Its status is unknown to this release", null, row.reason()));
        }
        return steps;
    }

    /** The last step says all of a single attempt that was accepted. */
    private static boolean isAcceptedAtOnce(List<RecordedAttempt> recorded) {
        return recorded.size() == 1 && recorded.getFirst().outcome() == AttemptOutcome.SENT;
    }

    private static TimelineStep attemptStep(RecordedAttempt attempt) {
        String outcome = switch (attempt.outcome()) {
            case SENT -> "accepted";
            case DEFERRED -> "deferred";
            case ERROR -> "failed";
            case UNKNOWN -> "unknown";
            case SKIPPED -> "skipped";
        };
        String title = attempt.attempt() == 0 ? "Before: " + outcome : "Attempt " + attempt.attempt() + ": " + outcome;
        String detail = Stream.of(
                        attempt.reason() == null ? null : ConsoleText.reason(attempt.reason()),
                        attempt.providerId() == null ? null : "Id " + attempt.providerId(),
                        attempt.node() == null ? null : "Node " + attempt.node())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(". "));
        return new TimelineStep(title, attempt.at(), detail.isEmpty() ? null : detail);
    }

    private static TimelineStep pendingStep(LetterRow row) {
        if (row.isParked()) {
            return new TimelineStep("Parked", null, row.reason());
        }
        return row.id() == null || row.attempt() == 0
                ? new TimelineStep("Pending", null, row.reason())
                : new TimelineStep("Next attempt", row.nextAttemptAt(), row.reason());
    }

    static String advice(LetterRow row) {
        return switch (row.status()) {
            case SENT ->
                "outbox".equals(row.transport())
                        ? "It is stored as a file and was mailed to nobody."
                        : "Accepted by the mail server. Nothing to do.";
            case OWED ->
                row.isParked()
                        ? "The database refuses it, and it is not tried again by itself. Remove what the reason names, then send"
                                + " it again on the page of its edition, or cancel the edition."
                        : "It is sent without further action. If its edition is stopped, resume the edition.";
            case ERROR ->
                row.outcomeUnknown()
                        ? "It may have arrived, so it is not sent again. Look for its Message-ID in the provider’s log; if it"
                                + " is not there, send it again with the unknown letters of its edition."
                        : "It did not arrive and is not tried again by itself. Fix what the reason names; a test letter shows"
                                + " whether it works now. Then send it again on the page of its edition.";
            case SKIPPED -> skipped(row);
            case UNREADABLE -> "Correct the status of its row in digest_log: sent, skipped or error.";
        };
    }

    private static String skipped(LetterRow row) {
        return switch (reasonOf(row)) {
            case null -> "Its reason is unknown to this release.";
            case OPTED_OUT -> "The user is not subscribed to this digest. Nothing to do.";
            case NO_CONTENT ->
                "There was no content for this period. If there should be, check whether the account’s metrics were imported;"
                        + " the preview on the user’s page shows the letter as it would be now.";
            case SUPPRESSED ->
                "Nothing is mailed to a suppressed address. docs/operations.md says how to lift a suppression.";
            case TOO_LATE ->
                "Its edition’s time limit passed before it was sent. The next edition will reach this user.";
            case CANCELLED -> "An operator cancelled the edition before this letter went out.";
        };
    }

    /** Null for a reason of another release. */
    private static @Nullable SkipReason reasonOf(LetterRow row) {
        return Arrays.stream(SkipReason.values())
                .filter(reason -> reason.name().equals(row.reason()))
                .findFirst()
                .orElse(null);
    }
}
