package dev.tidings.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarMigrationsTest {
    @TempDir
    Path folder;

    @Test
    void jarsWithTheSameMigrationsMatch() throws IOException {
        assertThat(JarMigrations.areTheSame(
                        jar("new.jar", "V1__schema.sql", "create"), jar("old.jar", "V1__schema.sql", "create")))
                .isTrue();
    }

    @Test
    void jarsWithDifferentMigrationsDoNotMatch() throws IOException {
        Path current = jar("new.jar", "V1__schema.sql", "create");

        assertThat(JarMigrations.areTheSame(current, jar("text.jar", "V1__schema.sql", "drop")))
                .isFalse();
        assertThat(JarMigrations.areTheSame(current, jar("name.jar", "V2__later.sql", "create")))
                .isFalse();
    }

    private Path jar(String name, String migration, String text) throws IOException {
        Path jar = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("BOOT-INF/classes/db/migration/" + migration));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return jar;
    }
}
