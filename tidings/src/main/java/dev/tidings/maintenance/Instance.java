package dev.tidings.maintenance;

import dev.tidings.instance.InstanceGuard;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;

/** Whether letters may go out from the database at all. */
final class Instance implements HealthCheck {
    private final ObjectProvider<InstanceGuard> guard;

    Instance(ObjectProvider<InstanceGuard> guard) {
        this.guard = guard;
    }

    @Override
    public String name() {
        return "instance";
    }

    @Override
    public List<Finding> look() {
        String objection = guard.getObject().objection();
        return List.of(
                objection == null
                        ? Finding.of(State.OK, "Letters go out from this database.", null)
                        : Finding.of(State.CRITICAL, objection, null));
    }
}
