package dev.tidings.audience;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An address never to mail, and why.
 *
 * @param address in lower case
 * @param note what is known beyond the reason, or null
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
