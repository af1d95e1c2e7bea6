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
        String objection = guard.getObject().refusalReason();
        return List.of(
                objection == null
                        ? CheckFinding.of(Severity.OK, "Letters go out from this database.", null)
                        : CheckFinding.of(Severity.CRITICAL, objection, null));
    }
}
