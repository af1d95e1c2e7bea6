package dev.tidings.audience;

import dev.tidings.audience.Preferences.ConsentSource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A recorded opt-in or opt-out.
 *
 * @param digest the digest; null for digests in general
 */
public record ConsentRecord(@Nullable String digest, boolean optIn, ConsentSource source, Instant recordedAt) {}
