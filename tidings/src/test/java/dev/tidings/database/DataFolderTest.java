package dev.tidings.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path folder;

    @Test
    void newFolderIsClosedToOthers() throws IOException {
        Path data = folder.resolve("new/data");
        DataFolder.protect(data);
        assertThat(mode(data)).isEqualTo("rwx------");
    }

    @Test
    void widerPermissionsAreTakenAway() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Path binaries = Files.createDirectories(data.resolve("postgres/binaries/bin"));
        Path program = Files.writeString(binaries.resolve("postgres"), "");
        Path letter = Files.writeString(
                Files.createDirectories(data.resolve("outbox")).resolve("1.eml"), "");
        chmod(data, "rwxr-xr-x");
        chmod(binaries.getParent(), "rwxrwxrwx");
        chmod(program, "rwxrwxrwx");
        chmod(letter, "rw-r--r--");

        DataFolder.protect(data);

        assertThat(mode(data)).isEqualTo("rwx------");
        assertThat(mode(binaries.getParent())).isEqualTo("rwx------");
        assertThat(mode(program)).isEqualTo("rwx------");
        assertThat(mode(letter)).isEqualTo("rw-------");
    }

    @Test
    void folderOfOthersKeepsItsPermissionsAndItsEntries() throws IOException {
        chmod(folder, "rwxr-xr-x");
        Path other = Files.writeString(folder.resolve("other.txt"), "");
        Path journal = Files.createDirectories(folder.resolve("journal"));
        chmod(other, "rw-r--r--");
        chmod(journal, "rwxr-xr-x");

        DataFolder.protect(folder);

        assertThat(mode(folder)).isEqualTo("rwxr-xr-x");
        assertThat(mode(other)).isEqualTo("rw-r--r--");
        assertThat(mode(journal)).isEqualTo("rwx------");
    }

    /** The journal's recovery compares the time of the last change of its file. */
    @Test
    void filesOfTheJournalAreLeftAloneInTheirClosedFolder() throws IOException {
        Path journal = Files.createDirectories(folder.resolve("data/journal"));
        Path file = Files.writeString(journal.resolve("run.journal"), "");
        chmod(file, "rw-r--r--");
        chmod(journal, "rwxr-xr-x");

        DataFolder.protect(folder.resolve("data"));

        assertThat(mode(journal)).isEqualTo("rwx------");
        assertThat(mode(file)).isEqualTo("rw-r--r--");
    }

    @Test
    void filesBehindSymbolicLinksAreLeftAlone() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "");
        chmod(target, "rw-r--r--");
        Path outbox = Files.createDirectories(folder.resolve("data/outbox"));
        Files.createSymbolicLink(outbox.resolve("link"), target);

        DataFolder.protect(folder.resolve("data"));

        assertThat(mode(target)).isEqualTo("rw-r--r--");
    }

    @Test
    void fileInThePlaceOfTheFolderIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("data"), "");
        assertThatThrownBy(() -> DataFolder.protect(file))
                .isInstanceOf(UnusableDataFolder.class)
                .hasMessageStartingWith("TIDINGS_DATA: " + file + " cannot be used: it is not a folder");
    }

    private static void chmod(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
