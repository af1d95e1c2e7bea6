package dev.tidings.throttle;

import dev.tidings.database.AfterCommit;
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

    /** The transports that may have recorded failures. Their next success deletes them. */
    private final Set<String> mayHaveFailed = ConcurrentHashMap.newKeySet();

    TransportStatusRecorder(RateLimiter rateLimiter, TransportCircuitBreaker circuitBreaker) {
        this.rateLimiter = rateLimiter;
        this.circuitBreaker = circuitBreaker;
    }

    /** Whether the caller's batch may probe a transport whose open time has passed. */
    public boolean tryProbe(String transport) {
        boolean probing = circuitBreaker.tryProbe(transport);
        if (probing) {
            mayHaveFailed.add(transport);
        }
        return probing;
    }

    public void update(Transport transport, TransportStatus status) {
        String name = transport.name();
        Double allowed = status.allowedRate();
        if (allowed != null && !allowed.equals(allowedRates.get(name))) {
            rateLimiter.setAllowedRate(name, allowed);
            AfterCommit.run(() -> allowedRates.put(name, allowed));
        }
        if (status.pause() != null) {
            rateLimiter.pause(name, status.pause());
        }
        if (status.failure() != null) {
            mayHaveFailed.add(name);
            boolean opened = circuitBreaker.recordFailure(name, status.failure());
            log.warn("{} {}: {}", name, opened ? "circuit opened, sending paused" : "batch failed", status.failure());
        } else if (mayHaveFailed.contains(name)) {
            closeCircuit(name);
        }
    }

    /** Closes the circuit. If that is not written, the next answer tries again. */
    private void closeCircuit(String transport) {
        boolean recovered = circuitBreaker.recordSuccess(transport);
        AfterCommit.run(() -> {
            mayHaveFailed.remove(transport);
            if (recovered) {
                log.info("{} recovered, circuit closed", transport);
            }
        });
    }
}
