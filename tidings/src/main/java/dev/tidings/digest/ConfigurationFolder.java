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

/** The folder that describes an installation: {@code tidings.yml}, {@code digests/*.yml}, {@code templates/},
 * and {@code sources/}, which is read where sources are known. */
public final class ConfigurationFolder {
    private static final String ENDING = ".yml";

    private final Path folder;
    private final YamlReader yaml = new YamlReader();

    private ConfigurationFolder(Path folder) {
        this.folder = folder;
    }

    /** @throws ConfigurationErrors with everything that is wrong in any of its files */
    public static TidingsConfiguration read(Path folder) {
        return new ConfigurationFolder(folder).read();
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
        refuseOtherEnding(folder.resolve("tidings.yaml"));
        Path file = folder.resolve("tidings.yml");
        InstallationSettings settings = Files.exists(file) ? yaml.read(file, ConfigurationFolder::installation) : null;
        return settings == null ? InstallationSettings.DEFAULT : settings;
    }

    private static InstallationSettings installation(YamlSection file) {
        return new InstallationSettings(
                file.optional("public-url", ConfigurationParsers.PUBLIC_URL),
                file.list("allow-origins", ConfigurationParsers.ORIGIN),
                file.optional("scheduler", ValueParser.FLAG, true),
                MaintenanceReader.maintenance(file.section("maintenance")),
                MaintenanceReader.retention(file.section("retention")));
    }

    private List<Digest> digests() {
        DigestReader reader = new DigestReader();
        Path place = folder.resolve("digests");
        List<Path> files = filesIn(place);
        files.forEach(this::refuseOtherEnding);
        List<Path> described =
                files.stream().filter(file -> file.toString().endsWith(ENDING)).toList();
        if (described.isEmpty()) {
            yaml.reportError(place, "There is no digest: describe one in a file NAME.yml here");
        }
        return described.stream()
                .map(file -> yaml.read(file, section -> reader.read(name(file), section)))
                .filter(Objects::nonNull)
                .toList();
    }

    private List<Path> filesIn(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.sorted().toList();
        } catch (IOException e) {
            yaml.reportError(place, "The folder cannot be read (" + e + "): check its permissions");
            return List.of();
        }
    }

    private void refuseOtherEnding(Path file) {
        if (file.toString().endsWith(".yaml") && Files.exists(file)) {
            yaml.reportError(file, "The file is not read: let its name end in " + ENDING);
        }
    }

    private static String name(Path file) {
        String fileName = file.getFileName().toString();
        return fileName.substring(0, fileName.length() - ENDING.length());
    }
}
