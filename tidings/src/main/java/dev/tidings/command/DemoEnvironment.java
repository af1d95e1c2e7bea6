package dev.tidings.command;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The demo's environment variables, created on first start and stored in the data folder: generated secrets, the
 * sample configuration, the outbox transport.
 */
final class DemoEnvironment {
    private static final String FILE = "demo.properties";

    private DemoEnvironment() {}

    static boolean exists(Path data) {
        return Files.exists(data.resolve(FILE));
    }

    static Map<String, String> read(Path data) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(data.resolve(FILE))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("The demo's settings cannot be read", e);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    static Map<String, String> readOrCreate(Path data, Path configuration) {
        if (!exists(data)) {
            create(data, configuration);
        }
        return read(data);
    }

    private static void create(Path data, Path configuration) {
        Properties properties = new Properties();
        properties.setProperty("ADMIN_TOKEN", random(12));
        properties.setProperty("TIDINGS_SECRET", random(32));
        properties.setProperty("AUTH_SECRET", random(32));
        properties.setProperty("TIDINGS_TRANSPORT", "outbox");
        properties.setProperty("TIDINGS_CONFIG", configuration.toString());
        try {
            Files.createDirectories(data);
            Path file = data.resolve(FILE);
            Files.createFile(file);
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            try (Writer out = Files.newBufferedWriter(file)) {
                properties.store(out, "The demo's own settings. Delete the data folder to start over.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The demo's settings cannot be stored in " + data, e);
        }
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
