package dev.tidings.audience;

import org.jspecify.annotations.Nullable;

/**
 * A user to create unless the id exists.
 *
 * @param timeZone a tz database name, or null
 */
public record NewUser(
        String id, String email, String accountId, @Nullable String timeZone, boolean optInDigest) {}
