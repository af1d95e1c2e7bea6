package dev.tidings.maintenance;

import dev.tidings.digest.Limits;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Objects;

/** How full the heap is with what the last collections could not free. */
final class HeapSpace implements HealthCheck {
    private final Limits<Double> limits;

    HeapSpace(Limits<Double> limits) {
        this.limits = limits;
    }

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public List<Finding> look() {
        long most = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax();
        long kept = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
        return List.of(judge(kept, most));
    }

    Finding judge(long kept, long most) {
        double full = most <= 0 ? 0 : 100.0 * kept / most;
        State state = State.of(full, limits);
        String found = "After the last collection the heap was " + Spoken.percent(full) + " full.";
        String message = state == State.OK ? found : found + " Give it more with TIDINGS_HEAP.";
        return Finding.of(state, message, Measure.percent(full, limits));
    }
}
