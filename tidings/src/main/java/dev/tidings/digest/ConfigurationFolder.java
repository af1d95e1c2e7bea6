package dev.tidings.digest;

import dev.tidings.core.Suggestion;
import dev.tidings.yaml.ConfigurationErrors;
import dev.tidings.yaml.ValueParser;
import dev.tidings.yaml.YamlReader;
import dev.tidings.yaml.YamlSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Reads the configuration folder: {@code tidings.yml} and {@code digests/*.yml}. Other packages read {@code templates/}
 * and {@code sources/}.
 */
public final class ConfigurationFolder {
    private static final String FILE = "tidings.yml";

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
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(ConfigurationFolder::looksLikeInstallationFile)
                    .sorted()
                    .forEach(file -> yaml.reportError(file, "The file is ignored: rename it to " + FILE));
        } catch (IOException e) {
            yaml.reportError(folder, "The folder cannot be read: " + e.getMessage());
        }
        Path file = folder.resolve(FILE);
        InstallationSettings settings =
                Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? yaml.read(file, this::installation) : null;
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
        List<Path> files = yaml.files(digestFolder);
        if (files.isEmpty() && (Files.isDirectory(digestFolder) || Files.notExists(digestFolder))) {
            yaml.reportError(digestFolder, "There is no digest: describe one in a file NAME.yml here");
        }
        return files.stream()
                .map(file -> yaml.read(file, section -> reader.read(name(file), section)))
                .filter(Objects::nonNull)
                .toList();
    }

    private static boolean looksLikeInstallationFile(Path file) {
        String name = file.getFileName().toString();
        return !name.equals(FILE)
                && name.toLowerCase(Locale.ROOT).matches(".*\\.ya?ml")
                && Suggestion.nearest(name, List.of(FILE)) != null;
    }

    private static String name(Path file) {
        String fileName = file.getFileName().toString();
        return fileName.substring(0, fileName.length() - YamlReader.EXTENSION.length());
    }
}
