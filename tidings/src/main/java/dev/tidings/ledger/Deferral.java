package dev.tidings.ledger;

import org.jspecify.annotations.Nullable;

/**
 * An owed letter that is retried later.
 *
 * @param attempt the failed attempt; the deferral has no effect once the letter has a later one
 * @param key key of the batch that it is retried with, or null
 * @param position position in that batch, from 1, or null
 * @param refused whether the letter has the key and no attempt so far was accepted
 * @param atOnce whether it is due at once: it was not tried, or goes alone next
 */
record Deferral(
        long id,
        int attempt,
        String reason,
        @Nullable String key,
        @Nullable Integer position,
        boolean refused,
        boolean atOnce) {}
