package dev.tidings.ledger;

import org.jspecify.annotations.Nullable;

/**
 * An owed letter that is tried again later.
 *
 * @param attempt the one that failed; nothing is deferred if there was another one since
 * @param key of the batch that it goes out again with, or null
 * @param position in that batch, from 1, or null
 * @param refused whether it has the key and was surely not taken, neither now nor before
 */
record Deferral(
        long id,
        int attempt,
        String reason,
        @Nullable String key,
        @Nullable Integer position,
        boolean refused) {}
