package dev.tidings.delivery;

import dev.tidings.delivery.Transport.Condition;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells all nodes what the other side's answers say of a transport itself. While all is well, that costs nothing. */
@Component
public class Conditions {
    private static final Logger log = LoggerFactory.getLogger(Conditions.class);

    private final Paces paces;
    private final Troubles troubles;

    /** What this node has heard last; only what is new is told. */
    private final Map<String, Double> allowed = new ConcurrentHashMap<>();

    private final Set<String> inTrouble = ConcurrentHashMap.newKeySet();

    Conditions(Paces paces, Troubles troubles) {
        this.paces = paces;
        this.troubles = troubles;
    }

    /** Whether the caller's batch is the one that probes a transport whose while is over. */
    public boolean probes(String transport) {
        if (troubles.probe(transport)) {
            inTrouble.add(transport);
            return true;
        }
        return false;
    }

    void note(Transport transport, Condition condition) {
        String name = transport.name();
        if (condition.allowed() != null && !condition.allowed().equals(allowed.put(name, condition.allowed()))) {
            paces.allow(name, condition.allowed());
        }
        if (condition.pause() != null) {
            paces.pause(name, condition.pause());
        }
        if (condition.trouble() != null) {
            boolean closed = troubles.add(name, condition.trouble());
            inTrouble.add(name);
            log.warn(
                    "{} {}: {}",
                    name,
                    closed ? "is in trouble, nothing more leaves for now" : "has failed",
                    condition.trouble());
        } else if (inTrouble.remove(name) && troubles.end(name)) {
            log.info("{} works again", name);
        }
    }
}
