package dev.tidings.bench.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Compares the migrations of two packaged jars. */
final class JarMigrations {
    private static final String FOLDER = "BOOT-INF/classes/db/migration/";

    private JarMigrations() {}

    /** Whether nodes of both jars can use the same database. */
    static boolean areTheSame(Path first, Path second) throws IOException {
        return checksums(first).equals(checksums(second));
    }

    /** Returns the CRC-32 of each migration by name. */
    private static Map<String, Long> checksums(Path jar) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            return file.stream()
                    .filter(entry -> entry.getName().startsWith(FOLDER) && !entry.isDirectory())
                    .collect(Collectors.toMap(ZipEntry::getName, ZipEntry::getCrc));
        }
    }
}
