package dev.tidings.feedback;

import java.time.Instant;

/**
 * A letter that was handed over, as far as it matters to what comes back from it.
 *
 * @param recommends whether it is one of the letters that the bot learns from: of opportunities, and no test
 * @param sentAt when it was handed over
 * @param events how often something came back from it
 * @param crowd how many other letters something came back from within the last minute, from the same network address
 */
record SentLetter(long id, String userId, boolean recommends, Instant sentAt, long events, long crowd) {}
