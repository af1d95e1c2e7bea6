package dev.tidings.console;

import dev.tidings.console.LetterView.TimelineStep;
import dev.tidings.core.SkipReason;
import dev.tidings.ledger.LetterRow;
import java.util.ArrayList;
import java.util.List;

/** Builds a letter's history in order, and advice on what to do. */
final class LetterTimeline {
    private LetterTimeline() {}

    static List<TimelineStep> of(LetterRow row) {
        List<TimelineStep> story = new ArrayList<>();
        if (row.composedAt() != null) {
            story.add(new TimelineStep(
                    "Composed", row.composedAt(), "Its content was frozen: every attempt says the same."));
        }
        if (row.attempt() > 0) {
            String how = "Handed over " + (row.attempt() == 1 ? "once" : row.attempt() + " times");
            story.add(new TimelineStep(
                    how, null, row.transport() == null ? null : ConsoleText.transport(row.transport())));
        }
        switch (row.status()) {
            case SENT -> story.add(new TimelineStep("Sent", row.settledAt(), row.reason()));
            case SKIPPED -> story.add(new TimelineStep("Skipped", row.settledAt(), ConsoleText.reason(row.reason())));
            case ERROR -> story.add(new TimelineStep("Given up", row.settledAt(), row.reason()));
            case OWED -> story.add(pendingStep(row));
        }
        return story;
    }

    private static TimelineStep pendingStep(LetterRow row) {
        return row.id() == null || row.attempt() == 0
                ? new TimelineStep("Waits for its turn", null, row.reason())
                : new TimelineStep("Next try", row.nextAttemptAt(), row.reason());
    }

    static String advice(LetterRow row) {
        return switch (row.status()) {
            case SENT ->
                "outbox".equals(row.transport())
                        ? "It is kept as a file and reached nobody."
                        : "The other side took it. Nothing to do.";
            case OWED -> "It goes out by itself. If the edition is stopped, resume it there.";
            case ERROR ->
                row.outcomeUnknown()
                        ? "It may have arrived, so it is not sent again. Look for its Message-ID in the provider’s log; if it"
                                + " is not there, send the user a test letter, which says the same."
                        : "It did not arrive and is not tried again. Put right what the reason names; the next edition will"
                                + " reach this user. A test letter shows whether it works now.";
            case SKIPPED -> skipped(row);
        };
    }

    private static String skipped(LetterRow row) {
        return switch (SkipReason.valueOf(String.valueOf(row.reason()))) {
            case OPTED_OUT -> "The user said no to this digest. Nothing to do.";
            case NO_CONTENT ->
                "There was nothing to tell about this period. If there should be, see whether the account’s numbers came in;"
                        + " the preview on the user’s page shows the letter as it would be now.";
            case SUPPRESSED ->
                "Mailing this address again would harm every other letter. Only its owner can ask for it back.";
            case TOO_LATE -> "Its time was over before it could go. The next edition will reach this user.";
            case CANCELLED -> "An operator cancelled the edition before this letter went out.";
        };
    }
}
