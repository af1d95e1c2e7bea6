package dev.tidings.edition;

import dev.tidings.edition.SendPermissions.SendPermission;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transport.TransportRate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rate limit for a batch.
 *
 * @param key key of the rate, shared by all nodes
 * @param claimant identifies the caller among those that share the rate
 * @param amount units of the rate that the batch uses
 * @param fixed units per second, or null to use the edition's own rate
 */
record RateConstraint(
        String key,
        String claimant,
        double amount,
        @Nullable Double fixed) {

    /** Returns a batch's limits: the edition's own rate, and its transport's if it has one. */
    static List<RateConstraint> of(Edition edition, Transport transport, int letters) {
        String claimant = key(edition.id());
        RateConstraint own = new RateConstraint(claimant, "all", letters, null);
        TransportRate rate = transport.rate();
        if (rate == null) {
            return List.of(own);
        }
        double amount = rate.perBatch() ? 1 : letters;
        return List.of(own, new RateConstraint(transport.name(), claimant, amount, rate.perSecond()));
    }

    /** The key of an edition's own rate. */
    static String key(long editionId) {
        return "edition/" + editionId;
    }

    /** Units per second, or null for no limit. */
    @Nullable
    Double rate(SendPermission permission) {
        if (fixed != null) {
            return fixed;
        }
        return permission.rate() == null ? null : permission.rate().doubleValue();
    }
}
