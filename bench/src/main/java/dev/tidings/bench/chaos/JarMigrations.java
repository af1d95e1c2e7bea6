package dev.tidings.bench.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The migrations in a program's jar. */
final class JarMigrations {
    private static final String FOLDER = "BOOT-INF/classes/db/migration/";

    private JarMigrations() {}

    /** Whether nodes of both programs can be started beside the same database. */
    static boolean areTheSame(Path one, Path other) throws IOException {
        return checksums(one).equals(checksums(other));
    }

    /** File name to CRC-32. */
    private static Map<String, Long> checksums(Path jar) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            return file.stream()
                    .filter(entry -> entry.getName().startsWith(FOLDER) && !entry.isDirectory())
                    .collect(Collectors.toMap(ZipEntry::getName, ZipEntry::getCrc));
        }
    }
}
