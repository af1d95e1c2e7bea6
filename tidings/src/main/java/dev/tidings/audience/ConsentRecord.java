package dev.tidings.audience;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a user said once, as the record of consent keeps it.
 *
 * @param digest what the answer was about, or null for digests in general
 */
public record ConsentRecord(
        @Nullable String digest, boolean optIn, Preferences.ConsentSource source, Instant recordedAt) {}
