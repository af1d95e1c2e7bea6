package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.digest.Thresholds;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Objects;

/** Checks how much of the heap the last garbage collections could not free. */
final class HeapCheck implements HealthCheck {
    private final Thresholds<Double> limits;

    HeapCheck(Thresholds<Double> limits) {
        this.limits = limits;
    }

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public List<CheckFinding> run() {
        long most = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax();
        long kept = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
        return List.of(evaluate(kept, most));
    }

    CheckFinding evaluate(long kept, long most) {
        if (most <= 0 || kept == 0) {
            return CheckFinding.notMeasured("", "no garbage collection has run yet, or the heap has no limit.");
        }
        double full = 100.0 * kept / most;
        Severity state = Severity.of(full, limits);
        String found = "After the last collection the heap was " + DurationText.percent(full) + " full.";
        String message = state == Severity.OK ? found : found + " Give it more with TIDINGS_HEAP.";
        return CheckFinding.of(state, message, Measure.percent(full, limits));
    }
}
