package dev.tidings.audience;

import org.jspecify.annotations.Nullable;

/**
 * A user as frozen into one edition.
 *
 * @param email the address as imported; whether it is one is checked when the letter is rendered
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
