package dev.tidings.audience;

import org.jspecify.annotations.Nullable;

/**
 * A user as frozen into an edition.
 *
 * @param email as imported; validated during rendering
 * @param timeZone a tz database name as imported, or null; may be invalid
 * @param locale a BCP 47 tag as imported, or null; may be invalid
 */
public record Recipient(
        String userId,
        String accountId,
        String email,
        @Nullable String name,
        @Nullable String timeZone,
        @Nullable String locale,
        @Nullable String plan) {}
