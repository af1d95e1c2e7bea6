package dev.tidings.edition;

import dev.tidings.edition.SendPermissions.SendPermission;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transport.TransportRate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rate that a batch must keep to.
 *
 * @param key of the rate, over all nodes
 * @param claimant who shares the rate with others
 * @param amount how much of the rate's unit the batch takes
 * @param fixed units per second, or null where the edition's own rate counts
 */
record RateConstraint(
        String key,
        String claimant,
        double amount,
        @Nullable Double fixed) {

    /** Those of a batch: the edition's own rate, and its transport's if it has one. */
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
