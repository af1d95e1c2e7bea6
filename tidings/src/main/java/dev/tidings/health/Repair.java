package dev.tidings.health;

import java.time.Instant;

/**
 * Something that maintenance did of its own accord.
 *
 * @param subject the table or the kind of work it was about
 * @param amount how many rows or tasks
 * @param node which did it
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
        /** Work that nobody had in hand was queued again. */
        RESCUE,
        /** Rows were deleted that retention no longer keeps. */
        PRUNE,
        /** Dead rows were cleared away. */
        VACUUM
    }
}
