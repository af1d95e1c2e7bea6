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
            throw new UncheckedIOException("The space on the disk of the data folder cannot be read", e);
        }
    }

    /** Returns the folder, or its nearest existing parent, which is on the same disk. */
    private static Path nearestExisting(@Nullable Path folder) {
        Path existing = folder;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing == null ? Path.of("/") : existing;
    }

    CheckFinding evaluate(long total, long usable) {
        if (total <= 0) {
            return CheckFinding.notMeasured("", "the disk of the data folder does not report its size.");
        }
        double full = 100.0 * (total - usable) / total;
        Severity state = Severity.of(full, limits);
        String found = "The disk of the data folder is " + DurationText.percent(full) + " full.";
        String message = state == Severity.OK
                ? found
                : found + " Free some space or enlarge it: without space, the embedded database and the outbox stop.";
        return CheckFinding.of(state, message, Measure.percent(full, limits));
    }
}
