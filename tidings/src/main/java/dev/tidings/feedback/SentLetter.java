package dev.tidings.feedback;

import java.time.Instant;

/**
 * A letter handed to a transport, with the facts needed for tracking.
 *
 * @param isTrainable whether the model is trained on it: a regular letter with opportunities
 * @param sentAt when it was handed to the transport
 * @param eventCount number of its events
 * @param otherLettersFromOrigin number of other letters with events from the same network address within the last
 *     minute
 */
record SentLetter(
        long id, String userId, boolean isTrainable, Instant sentAt, long eventCount, long otherLettersFromOrigin) {}
