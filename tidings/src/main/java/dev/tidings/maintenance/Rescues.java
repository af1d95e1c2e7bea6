package dev.tidings.maintenance;

import dev.tidings.edition.StalledWork;
import dev.tidings.maintenance.Repair.Action;
import java.util.List;
import java.util.function.LongSupplier;
import org.springframework.stereotype.Component;

/** Brings back work that nobody has in hand. */
@Component
class Rescues {
    private final StalledWork stalled;
    private final Repairs repairs;

    Rescues(StalledWork stalled, Repairs repairs) {
        this.stalled = stalled;
        this.repairs = repairs;
    }

    void work() {
        rescue("edition", () -> count(stalled.replan()), "editions had no task for their planning; queued again");
        rescue("chunk", stalled::redeliver, "chunks that owe letters had no task; queued again");
        rescue("edition", () -> count(stalled.close()), "editions were settled and still open; closed");
    }

    private static long count(List<Long> editions) {
        return editions.size();
    }

    private void rescue(String subject, LongSupplier rescue, String message) {
        try {
            long amount = rescue.getAsLong();
            if (amount > 0) {
                repairs.done(Action.RESCUE, subject, amount, amount + " " + message);
            }
        } catch (RuntimeException e) {
            repairs.failed(Action.RESCUE, subject, e);
        }
    }
}
