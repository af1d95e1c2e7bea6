package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.instance.InstanceGuard;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;

/** Checks that letters may be sent from the database. */
final class InstanceCheck implements HealthCheck {
    private final ObjectProvider<InstanceGuard> guard;

    InstanceCheck(ObjectProvider<InstanceGuard> guard) {
        this.guard = guard;
    }

    @Override
    public String name() {
        return "instance";
    }

    @Override
    public List<CheckFinding> run() {
        String refusal = guard.getObject().refusalReason();
        return List.of(
                refusal == null
                        ? CheckFinding.of(Severity.OK, "Letters are sent from this database.", null)
                        : CheckFinding.of(Severity.CRITICAL, refusal, null));
    }
}
