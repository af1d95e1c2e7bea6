package dev.tidings.audience;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An address that must not be mailed.
 *
 * @param address in lower case
 * @param note further information, or null
 */
public record Suppression(
        String address, SuppressionReason reason, @Nullable String note, Instant createdAt) {

    public enum SuppressionReason {
        BOUNCE,
        COMPLAINT,
        MANUAL;

        String columnValue() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String toString() {
        return "Suppression[" + reason + "]";
    }
}
