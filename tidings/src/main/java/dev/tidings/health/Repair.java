package dev.tidings.health;

import java.time.Instant;

/**
 * An automatic repair.
 *
 * @param subject the table or the kind of work
 * @param amount number of rows or tasks
 * @param node the node that did it
 */
public record Repair(
        long id,
        RepairAction action,
        String subject,
        boolean done,
        long amount,
        String message,
        String node,
        Instant at) {

    public enum RepairAction {
        /** Abandoned work was queued again. */
        RESCUE,
        /** Rows beyond their retention were deleted. */
        PRUNE,
        /** Dead rows were removed. */
        VACUUM
    }
}
