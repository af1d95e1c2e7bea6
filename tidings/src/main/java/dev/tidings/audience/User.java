package dev.tidings.audience;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user as last imported from the product.
 *
 * @param accountId the tenant whose numbers the user may see
 * @param timeZone a tz database name as imported, or null; may be invalid
 * @param locale a BCP 47 tag as imported, or null; may be invalid
 * @param profile a JSON object, or null
 * @param optInDigest the opt-in of the primary digest and of every digest without its own
 * @param lastDigestSentAt when the last letter of any digest was sent, or null
 */
public record User(
        String id,
        String email,
        @Nullable String name,
        String accountId,
        @Nullable String timeZone,
        @Nullable String locale,
        @Nullable String plan,
        @Nullable String profile,
        boolean optInDigest,
        @Nullable Instant lastDigestSentAt) {}
