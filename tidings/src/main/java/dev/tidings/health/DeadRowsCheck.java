package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.digest.Thresholds;
import dev.tidings.health.HealthQueries.TableBloat;
import java.util.List;
import java.util.stream.Collectors;

/** Checks the share of dead rows in each table. Autovacuum should remove them. */
final class DeadRowsCheck implements HealthCheck {
    /** Fewer dead rows do not slow queries. */
    static final long MIN_DEAD_ROWS = 10_000;

    private final HealthQueries server;
    private final Thresholds<Double> limits;

    DeadRowsCheck(HealthQueries server, Thresholds<Double> limits) {
        this.server = server;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "dead-rows";
    }

    @Override
    public List<CheckFinding> run() {
        List<TableBloat> worst = server.bloatedTables(MIN_DEAD_ROWS).stream()
                .filter(table -> Severity.of(table.deadPercent(), limits) != Severity.OK)
                .toList();
        return List.of(evaluate(worst));
    }

    CheckFinding evaluate(List<TableBloat> worst) {
        if (worst.isEmpty()) {
            return CheckFinding.of(Severity.OK, "No table has many dead rows.", Measure.percent(0, limits));
        }
        double most = worst.getFirst().deadPercent();
        String commands = worst.stream()
                .map(table -> "vacuum (analyze) " + table.name() + "; -- " + DurationText.percent(table.deadPercent())
                        + " dead")
                .collect(Collectors.joining("\n"));
        return CheckFinding.of(
                Severity.of(most, limits),
                "Tables have many dead rows. Is autovacuum on, or does an old transaction block it? To remove them now:\n"
                        + commands,
                Measure.percent(most, limits));
    }
}
