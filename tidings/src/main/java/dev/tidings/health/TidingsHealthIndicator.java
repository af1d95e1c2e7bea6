package dev.tidings.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Keeps the last check states in memory for {@code /actuator/health} and the gauges {@code tidings_health}, which must
 * work while the database is unavailable.
 */
@Component("tidingsHealthIndicator")
class TidingsHealthIndicator implements HealthIndicator {
    private final AtomicReference<List<CheckState>> lastStates = new AtomicReference<>(List.of());
    private final CheckStates states;
    private final MultiGauge gauges;

    TidingsHealthIndicator(CheckStates states, MeterRegistry meters) {
        this.states = states;
        this.gauges = MultiGauge.builder("tidings.health")
                .description("State of each health check: -1 not measured, 0 ok, 1 unknown, 2 warning, 3 critical")
                .register(meters);
    }

    void refresh() {
        publish(states.all());
    }

    void publish(List<CheckState> checks) {
        lastStates.set(checks);
        gauges.register(
                checks.stream()
                        .map(check -> Row.of(
                                Tags.of("check", check.name(), "subject", check.subject(), "node", check.node()),
                                check.state().level()))
                        .toList(),
                true);
    }

    /** Reports critical checks. The node itself is up and still serves requests. */
    @Override
    public Health health() {
        List<CheckState> checks = lastStates.get();
        if (checks.isEmpty()) {
            return Health.unknown().build();
        }
        return switch (HealthReport.worst(checks)) {
            case NOT_MEASURED, OK -> Health.up().build();
            case UNKNOWN, WARNING -> Health.status("WARNING").build();
            case CRITICAL -> Health.status("CRITICAL").build();
        };
    }
}
