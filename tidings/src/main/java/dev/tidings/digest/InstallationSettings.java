package dev.tidings.digest;

import dev.tidings.yaml.YamlSection;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the whole installation from {@code tidings.yml}. Environment variables override them.
 *
 * @param publicUrl URL at which readers reach this program, without a slash at the end; null if the file has none
 * @param allowOrigins web origins that may call the API (CORS)
 * @param scheduler whether schedules run
 */
public record InstallationSettings(
        @Nullable URI publicUrl,
        List<String> allowOrigins,
        boolean scheduler,
        ImportSettings imports,
        MaintenanceSettings maintenance,
        RetentionSettings retention) {
    /** An installation without {@code tidings.yml}. */
    public static final InstallationSettings DEFAULT = new InstallationSettings(
            null,
            List.of(),
            true,
            new ImportSettings(null),
            MaintenanceReader.maintenance(YamlSection.empty(), UnsetVariables.NONE),
            MaintenanceReader.retention(YamlSection.empty()));
}
