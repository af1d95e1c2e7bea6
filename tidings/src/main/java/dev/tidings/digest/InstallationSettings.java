package dev.tidings.digest;

import dev.tidings.yaml.YamlSection;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every digest of an installation, as {@code tidings.yml} says it; the environment may say otherwise.
 *
 * @param publicUrl how readers reach this program, without a slash at the end; null if the file does not say
 * @param allowOrigins web origins that may call the API (CORS)
 * @param scheduler whether the clock runs
 */
public record InstallationSettings(
        @Nullable URI publicUrl,
        List<String> allowOrigins,
        boolean scheduler,
        MaintenanceSettings maintenance,
        RetentionSettings retention) {
    /** An installation without {@code tidings.yml}. */
    public static final InstallationSettings DEFAULT = new InstallationSettings(
            null,
            List.of(),
            true,
            MaintenanceReader.maintenance(YamlSection.empty()),
            MaintenanceReader.retention(YamlSection.empty()));
}
