package dev.tidings.health;

import dev.tidings.alerting.Severity;
import dev.tidings.digest.Thresholds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the free space on the disk of the data folder. */
final class DiskSpaceCheck implements HealthCheck {
    private final Path data;
    private final Thresholds<Double> limits;

    DiskSpaceCheck(Path data, Thresholds<Double> limits) {
        this.data = data;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public List<CheckFinding> run() {
        try {
            FileStore store = Files.getFileStore(nearestExisting(data.toAbsolutePath()));
            return List.of(evaluate(store.getTotalSpace(), store.getUsableSpace()));
        } catch (IOException e) {
            throw new UncheckedIOException("The disk of the data folder does not tell its space", e);
        }
    }

    /** Returns the folder, or its nearest existing parent, which is on the same disk. */
    private static Path nearestExisting(@Nullable Path folder) {
        Path there = folder;
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return there == null ? Path.of("/") : there;
    }

    CheckFinding evaluate(long total, long usable) {
        double full = total == 0 ? 0 : 100.0 * (total - usable) / total;
        Severity state = Severity.of(full, limits);
        String found = "The disk of the data folder is " + DurationText.percent(full) + " full.";
        String message = state == Severity.OK
                ? found
                : found + " Make room, or give it more: without space, the embedded database and the outbox stop.";
        return CheckFinding.of(state, message, Measure.percent(full, limits));
    }
}
