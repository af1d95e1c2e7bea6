package dev.tidings.digest;

import dev.tidings.yaml.ConfigurationErrors;
import dev.tidings.yaml.ValueParser;
import dev.tidings.yaml.YamlReader;
import dev.tidings.yaml.YamlSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Reads the configuration folder: {@code tidings.yml} and {@code digests/*.yml}. Other packages read {@code templates/}
 * and {@code sources/}.
 */
public final class ConfigurationFolder {
    private static final String EXTENSION = ".yml";

    private final Path folder;
    private final UnsetVariables unset;
    private final YamlReader yaml = new YamlReader();

    private ConfigurationFolder(Path folder, UnsetVariables unset) {
        this.folder = folder;
        this.unset = unset;
    }

    /** @throws ConfigurationErrors with all errors of all files */
    public static TidingsConfiguration read(Path folder) {
        return read(folder, UnsetVariables.NONE);
    }

    /**
     * As {@link #read(Path)}, for a command that delivers.
     *
     * @throws ConfigurationErrors with all errors of all files, also of keys that need an unset variable
     */
    public static TidingsConfiguration read(Path folder, UnsetVariables unset) {
        return new ConfigurationFolder(folder, unset).read();
    }

    private TidingsConfiguration read() {
        InstallationSettings installation = installation();
        List<Digest> digests = digests();
        yaml.throwIfInvalid();
        return new TidingsConfiguration(
                installation,
                new DigestCatalog(digests),
                folder.resolve("templates"),
                folder.resolve(TidingsConfiguration.SOURCES));
    }

    private InstallationSettings installation() {
        rejectOtherExtension(folder.resolve("tidings.yaml"));
        Path file = folder.resolve("tidings.yml");
        InstallationSettings settings = Files.exists(file) ? yaml.read(file, this::installation) : null;
        return settings == null ? InstallationSettings.DEFAULT : settings;
    }

    private InstallationSettings installation(YamlSection file) {
        return new InstallationSettings(
                file.optional("public-url", ConfigurationParsers.PUBLIC_URL),
                file.list("allow-origins", ConfigurationParsers.ORIGIN),
                file.optional("scheduler", ValueParser.FLAG, true),
                new ImportSettings(file.section("imports").optional("max-change", ConfigurationParsers.PERCENT)),
                MaintenanceReader.maintenance(file.section("maintenance"), unset),
                MaintenanceReader.retention(file.section("retention")));
    }

    private List<Digest> digests() {
        DigestReader reader = new DigestReader(unset);
        Path digestFolder = folder.resolve("digests");
        List<Path> files = files(digestFolder);
        files.forEach(this::rejectOtherExtension);
        List<Path> yamlFiles = files.stream()
                .filter(file -> file.toString().endsWith(EXTENSION))
                .toList();
        if (yamlFiles.isEmpty()) {
            yaml.reportError(digestFolder, "There is no digest: describe one in a file NAME.yml here");
        }
        return yamlFiles.stream()
                .map(file -> yaml.read(file, section -> reader.read(name(file), section)))
                .filter(Objects::nonNull)
                .toList();
    }

    private List<Path> files(Path digestFolder) {
        if (!Files.isDirectory(digestFolder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(digestFolder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            yaml.reportError(digestFolder, "The folder cannot be read (" + e + "): check its permissions");
            return List.of();
        }
    }

    private void rejectOtherExtension(Path file) {
        if (file.toString().endsWith(".yaml") && Files.exists(file)) {
            yaml.reportError(file, "The file is ignored: rename it to end in " + EXTENSION);
        }
    }

    private static String name(Path file) {
        String fileName = file.getFileName().toString();
        return fileName.substring(0, fileName.length() - EXTENSION.length());
    }
}
