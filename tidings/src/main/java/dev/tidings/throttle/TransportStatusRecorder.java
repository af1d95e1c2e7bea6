package dev.tidings.throttle;

import dev.tidings.transport.Transport;
import dev.tidings.transport.Transport.TransportStatus;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Shares with all nodes what a server's answers say about the transport itself. Runs no query while the transport
 * works.
 */
@Component
public class TransportStatusRecorder {
    private static final Logger log = LoggerFactory.getLogger(TransportStatusRecorder.class);

    private final RateLimiter rateLimiter;
    private final TransportCircuitBreaker circuitBreaker;

    /** The last rates written by this node, recorded on commit. Only changes are written. */
    private final Map<String, Double> allowedRates = new ConcurrentHashMap<>();

    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    TransportStatusRecorder(RateLimiter rateLimiter, TransportCircuitBreaker circuitBreaker) {
        this.rateLimiter = rateLimiter;
        this.circuitBreaker = circuitBreaker;
    }

    /** Whether the caller's batch may probe a transport whose open time has passed. */
    public boolean tryProbe(String transport) {
        if (circuitBreaker.tryProbe(transport)) {
            failing.add(transport);
            return true;
        }
        return false;
    }

    public void update(Transport transport, TransportStatus status) {
        String name = transport.name();
        if (status.allowedRate() != null && !status.allowedRate().equals(allowedRates.get(name))) {
            rateLimiter.setAllowedRate(name, status.allowedRate());
            allowedRates.put(name, status.allowedRate());
        }
        if (status.pause() != null) {
            rateLimiter.pause(name, status.pause());
        }
        if (status.failure() != null) {
            boolean opened = circuitBreaker.recordFailure(name, status.failure());
            failing.add(name);
            log.warn("{} {}: {}", name, opened ? "circuit opened, sending paused" : "batch failed", status.failure());
        } else if (failing.remove(name)) {
            closeCircuit(name);
        }
    }

    /** Closes the circuit. If that cannot be written, the next answer tries again. */
    private void closeCircuit(String transport) {
        try {
            if (circuitBreaker.recordSuccess(transport)) {
                log.info("{} recovered, circuit closed", transport);
            }
        } catch (RuntimeException failure) {
            failing.add(transport);
            throw failure;
        }
    }
}
