package dev.tidings.edition;

import dev.tidings.digest.DigestPeriod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One digest for one period.
 *
 * @param reason why it is stopped, held or waiting, or null
 * @param transport name of the transport that sends its letters
 * @param templateVersion template version that renders every letter
 * @param contentVersion version of the content source that composes every letter; null if the source has no versions
 * @param plannedAt when planning ended, or null while it goes on
 * @param closedAt when the last letter was settled, or null
 * @param rate letters per second over all nodes, or null for the transport's own speed
 * @param cancelledAt when the edition was cancelled, or null; owed letters are skipped from then on
 * @param sendBy deadline after which owed letters are skipped; null for none
 */
public record Edition(
        long id,
        String digest,
        DigestPeriod period,
        EditionStatus status,
        @Nullable String reason,
        OpenedBy openedBy,
        String transport,
        String templateVersion,
        @Nullable String contentVersion,
        Instant openedAt,
        @Nullable Instant plannedAt,
        @Nullable Instant closedAt,
        @Nullable Integer rate,
        @Nullable Instant cancelledAt,
        @Nullable Instant sendBy,
        EditionProgress progress)
        implements ListedEdition {

    /** Why an edition is stopped whose digest has no file. */
    static String digestMissing(String digest) {
        return "the configuration no longer has the digest " + digest;
    }

    public enum EditionStatus {
        /** Being planned or delivered. */
        OPEN,
        /** Waits for numbers that are not imported yet; goes on by itself. */
        WAITING,
        /** Waits for an operator's decision: its audience or contents look wrong, or too many letters of its sample failed. */
        HELD,
        /** Waits until an operator resumes it. */
        PAUSED,
        /** Waits for an operator to fix a cause such as a wrong key or an exhausted quota. */
        STOPPED,
        /** Every letter is settled. */
        CLOSED
    }

    public enum OpenedBy {
        CLOCK,
        API,
        CONSOLE,
        COMMAND
    }

    /**
     * Counts of letters. {@code due = sent + skipped + error + owed} always holds.
     *
     * @param due recipients that planning has found so far
     */
    public record EditionProgress(long due, long sent, long skipped, long error, long owed) {}
}
