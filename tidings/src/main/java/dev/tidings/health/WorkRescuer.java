package dev.tidings.health;

import dev.tidings.edition.StalledWorkRescuer;
import dev.tidings.health.Repair.RepairAction;
import java.util.List;
import java.util.function.LongSupplier;
import org.springframework.stereotype.Component;

/** Queues abandoned work again. */
@Component
class WorkRescuer {
    private final StalledWorkRescuer stalled;
    private final Repairs repairs;

    WorkRescuer(StalledWorkRescuer stalled, Repairs repairs) {
        this.stalled = stalled;
        this.repairs = repairs;
    }

    void run() {
        rescue(
                "edition",
                () -> count(stalled.requeuePlanning()),
                "editions had no task for their planning; queued again");
        rescue("chunk", stalled::requeueChunks, "chunks that owe letters had no task; queued again");
        rescue("edition", () -> count(stalled.closeSettled()), "editions were settled and still open; closed");
    }

    private static long count(List<Long> editions) {
        return editions.size();
    }

    private void rescue(String subject, LongSupplier rescue, String message) {
        try {
            long amount = rescue.getAsLong();
            if (amount > 0) {
                repairs.recordDone(RepairAction.RESCUE, subject, amount, amount + " " + message);
            }
        } catch (RuntimeException e) {
            repairs.recordFailed(RepairAction.RESCUE, subject, e);
        }
    }
}
