package dev.tidings.throttle;

import dev.tidings.transport.Transport;
import dev.tidings.transport.Transport.TransportStatus;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells all nodes what the other side's answers say of a transport itself. While all is well, that costs nothing. */
@Component
public class TransportStatusRecorder {
    private static final Logger log = LoggerFactory.getLogger(TransportStatusRecorder.class);

    private final RateLimiter rateLimiter;
    private final TransportCircuitBreaker circuitBreaker;

    /** What this node has written last, noted when that is committed; only what is new is written. */
    private final Map<String, Double> allowedRates = new ConcurrentHashMap<>();

    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    TransportStatusRecorder(RateLimiter paces, TransportCircuitBreaker troubles) {
        this.rateLimiter = paces;
        this.circuitBreaker = troubles;
    }

    /** Whether the caller's batch is the one that probes a transport whose while is over. */
    public boolean tryProbe(String transport) {
        if (circuitBreaker.tryProbe(transport)) {
            failing.add(transport);
            return true;
        }
        return false;
    }

    public void update(Transport transport, TransportStatus condition) {
        String name = transport.name();
        if (condition.allowedRate() != null && !condition.allowedRate().equals(allowedRates.get(name))) {
            rateLimiter.setAllowedRate(name, condition.allowedRate());
            allowedRates.put(name, condition.allowedRate());
        }
        if (condition.pause() != null) {
            rateLimiter.pause(name, condition.pause());
        }
        if (condition.failure() != null) {
            boolean closed = circuitBreaker.recordFailure(name, condition.failure());
            failing.add(name);
            log.warn(
                    "{} {}: {}",
                    name,
                    closed ? "is in trouble, nothing more leaves for now" : "has failed",
                    condition.failure());
        } else if (failing.remove(name)) {
            end(name);
        }
    }

    /** Where the end cannot be written, the next answer tries again. */
    private void end(String transport) {
        try {
            if (circuitBreaker.recordSuccess(transport)) {
                log.info("{} works again", transport);
            }
        } catch (RuntimeException failure) {
            failing.add(transport);
            throw failure;
        }
    }
}
