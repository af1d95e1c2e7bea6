package dev.tidings.feedback;

import java.time.Instant;

/**
 * A letter that was handed over, as far as it matters to what comes back from it.
 *
 * @param isTrainable whether it is one of the letters that the bot learns from: of opportunities, and no test
 * @param sentAt when it was handed over
 * @param eventCount how often something came back from it
 * @param otherLettersFromOrigin how many other letters something came back from within the last minute, from the same network address
 */
record SentLetter(
        long id, String userId, boolean isTrainable, Instant sentAt, long eventCount, long otherLettersFromOrigin) {}
