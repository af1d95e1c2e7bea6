package dev.tidings.edition;

import dev.tidings.digest.DigestPeriod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One digest for one period.
 *
 * @param reason why it is stopped, or null
 * @param transport the name of the transport that its letters go through
 * @param templateVersion what every letter of it is rendered with
 * @param contentVersion what every letter of it is composed with, in its content source's words; null where that has no
 *     versions
 * @param plannedAt when the last recipient was known, or null while planning goes on
 * @param closedAt when the last letter was settled, or null before
 * @param rate letters per second over all nodes, or null for as fast as the transport takes them
 * @param cancelledAt since when what is owed is settled as skipped instead of sent, or null
 * @param sendBy what is still owed after that is too late, and skipped; null for never
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
        EditionProgress progress) {

    public enum EditionStatus {
        /** Being planned or delivered. */
        OPEN,
        /** Waiting until an operator resumes it. */
        PAUSED,
        /** Waiting for an operator to mend something: a wrong key, a used-up quota. */
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
     * Counts of letters; at any moment {@code due = sent + skipped + error + owed}.
     *
     * @param due everyone that planning has found so far
     */
    public record EditionProgress(long due, long sent, long skipped, long error, long owed) {}
}
