package dev.tidings.digest;

import dev.tidings.yaml.ConfigurationErrors;
import dev.tidings.yaml.Form;
import dev.tidings.yaml.Section;
import dev.tidings.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folder that describes an installation: {@code tidings.yml}, {@code digests/*.yml}, {@code templates/}. */
public final class ConfigurationFolder {
    private static final String ENDING = ".yml";

    private final Path folder;
    private final YamlReader yaml = new YamlReader();

    private ConfigurationFolder(Path folder) {
        this.folder = folder;
    }

    /** @throws ConfigurationErrors with everything that is wrong in any of its files */
    public static Configuration read(Path folder) {
        return new ConfigurationFolder(folder).read();
    }

    private Configuration read() {
        InstallationSettings installation = installation(folder.resolve("tidings.yml"));
        List<Digest> digests = digests(folder.resolve("digests"));
        yaml.refuseMistakes();
        return new Configuration(installation, new DigestCatalog(digests), folder.resolve("templates"));
    }

    private InstallationSettings installation(Path file) {
        InstallationSettings settings = Files.exists(file) ? yaml.read(file, ConfigurationFolder::installation) : null;
        return settings == null ? InstallationSettings.DEFAULT : settings;
    }

    private static InstallationSettings installation(Section file) {
        return new InstallationSettings(
                file.optional("public-url", Forms.PUBLIC_URL),
                file.list("allow-origins", Forms.ORIGIN),
                file.optional("scheduler", Form.FLAG, true));
    }

    private List<Digest> digests(Path folder) {
        DigestReader reader = new DigestReader();
        List<Digest> digests = new ArrayList<>();
        List<Path> files = files(folder);
        for (Path file : files) {
            Digest digest = yaml.read(file, section -> reader.read(name(file), section));
            if (digest != null) {
                digests.add(digest);
            }
        }
        if (files.isEmpty()) {
            yaml.mistake(folder, "There is no digest: describe one in a file NAME.yml here");
        }
        return digests;
    }

    private List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(this::isRead).sorted().toList();
        } catch (IOException e) {
            yaml.mistake(folder, "The folder cannot be read (" + e + "): check its permissions");
            return List.of();
        }
    }

    private boolean isRead(Path file) {
        if (file.toString().endsWith(".yaml")) {
            yaml.mistake(file, "The file is not read: let its name end in " + ENDING);
        }
        return file.toString().endsWith(ENDING);
    }

    private static String name(Path file) {
        String fileName = file.getFileName().toString();
        return fileName.substring(0, fileName.length() - ENDING.length());
    }
}
