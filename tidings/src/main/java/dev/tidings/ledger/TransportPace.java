package dev.tidings.ledger;

import dev.tidings.transport.Transport;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The time that a letter takes on this node, by transport. A batch has no more letters than leave in one second: its
 * intent is committed for all of them at once.
 */
@Component
public class TransportPace {
    /** Longest time between the intent of a letter and its start. */
    static final Duration INTENT_AHEAD = Duration.ofSeconds(1);

    private final Map<String, Long> nanosPerLetter = new ConcurrentHashMap<>();

    /**
     * How many letters to put into one batch, at least one. A transport that repeats a batch safely hands it over as a
     * whole; its batches have their full size.
     */
    public int batchSize(Transport transport) {
        Long nanos = transport.replayWindow().isZero() ? nanosPerLetter.get(transport.name()) : null;
        return nanos == null
                ? transport.batchSize()
                : (int) Math.clamp(INTENT_AHEAD.toNanos() / nanos, 1, transport.batchSize());
    }

    /** Records a batch that was handed over. A lower time per letter replaces the estimate; a higher one is averaged with it. */
    void record(Transport transport, int letters, long nanos) {
        if (letters > 0) {
            long measured = Math.max(nanos / letters, 1);
            nanosPerLetter.merge(
                    transport.name(), measured, (known, now) -> now < known ? now : known + (now - known) / 2);
        }
    }
}
