package dev.tidings.audience;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person who may be mailed, as the product last described them.
 *
 * @param accountId the tenant whose numbers the person may see
 * @param timeZone a tz database name as imported, or null; may be invalid
 * @param locale a BCP 47 tag as imported, or null; may be invalid
 * @param profile a JSON object, or null
 * @param optInDigest the answer for the primary digest, and for every digest without an answer of its own
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
