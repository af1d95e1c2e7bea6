package dev.tidings.maintenance;

import dev.tidings.digest.Limits;
import dev.tidings.maintenance.HouseSoundings.Table;
import java.util.List;
import java.util.stream.Collectors;

/** How much of the worst table is dead rows, which autovacuum should have cleared away. */
final class DeadRows implements HealthCheck {
    /** A small table is read in no time, whatever is in it. */
    static final long LEAST = 10_000;

    private final HouseSoundings soundings;
    private final Limits<Double> limits;

    DeadRows(HouseSoundings soundings, Limits<Double> limits) {
        this.soundings = soundings;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "dead-rows";
    }

    @Override
    public List<Finding> look() {
        List<Table> worst = soundings.tables(LEAST).stream()
                .filter(table -> State.of(table.dead(), limits) != State.OK)
                .toList();
        return List.of(judge(worst));
    }

    Finding judge(List<Table> worst) {
        if (worst.isEmpty()) {
            return Finding.of(State.OK, "No table has many dead rows.", Measure.percent(0, limits));
        }
        double most = worst.getFirst().dead();
        String commands = worst.stream()
                .map(table -> "vacuum (analyze) " + table.name() + "; -- " + Spoken.percent(table.dead()) + " dead")
                .collect(Collectors.joining("\n"));
        return Finding.of(
                State.of(most, limits),
                "Tables have many dead rows. Is autovacuum on, or does an old transaction hold it up? To clear them now:\n"
                        + commands,
                Measure.percent(most, limits));
    }
}
