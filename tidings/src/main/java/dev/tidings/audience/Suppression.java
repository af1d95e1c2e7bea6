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
        String address, Reason reason, @Nullable String note, Instant createdAt) {

    public enum Reason {
        BOUNCE,
        COMPLAINT,
        MANUAL;

        String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String toString() {
        return "Suppression[" + reason + "]";
    }
}
