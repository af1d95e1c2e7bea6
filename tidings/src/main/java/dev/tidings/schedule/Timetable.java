package dev.tidings.schedule;

import dev.tidings.digest.Digest;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** When each digest goes out next, and when the clock last ran for it. */
public class Timetable {
    /**
     * @param enabled whether this node's clock runs
     * @param nextRun null while no clock runs
     * @param lastRun null before the first run
     */
    public record Entry(
            String digest,
            ZoneId zone,
            boolean enabled,
            @Nullable Instant nextRun,
            @Nullable Instant lastRun) {}

    public Entry entry(Digest digest) {
        throw new UnsupportedOperationException("being written: " + digest.name());
    }
}
