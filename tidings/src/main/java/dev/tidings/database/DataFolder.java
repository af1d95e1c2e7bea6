package dev.tidings.database;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The permissions of the data folder: it holds letters, keys and the programs of the embedded PostgreSQL, so no other user of
 * the machine may read or write it, whatever the umask.
 */
public final class DataFolder {
    private static final Logger log = LoggerFactory.getLogger(DataFolder.class);

    private static final Set<String> OWN_ENTRIES =
            Set.of("postgres", "outbox", "journal", "simulation", "configuration", "instance", "demo.properties");

    private static final Set<PosixFilePermission> OF_OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private DataFolder() {}

    /**
     * Creates the folder if it is missing, and takes the permissions of other users away from it and from what is below. A
     * folder with entries that are not Tidings' keeps its own permissions. PostgreSQL guards its cluster itself. The files
     * of the journal are left alone: a change would make them look like copies.
     *
     * @throws UnusableDataFolder if that is not possible
     */
    public static void protect(Path data) {
        try {
            if (!isPosix(data)) {
                Files.createDirectories(data);
                return;
            }
            if (!Files.isDirectory(data)) {
                Files.createDirectories(
                        data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            List<Path> mended = new ArrayList<>();
            if (hasOnlyOwnEntries(data)) {
                restrictBelow(data, mended);
            } else {
                for (String entry : OWN_ENTRIES) {
                    restrictBelow(data.resolve(entry), mended);
                }
            }
            if (!mended.isEmpty()) {
                log.warn(
                        "other users of this machine could reach {} files and folders in {}, such as {}: now they cannot",
                        mended.size(),
                        data,
                        data.relativize(mended.getLast()));
            }
        } catch (IOException e) {
            throw new UnusableDataFolder(data, e);
        }
    }

    /** The attributes of a new file that only its owner can read and write. */
    public static FileAttribute<?>[] forOwner(Path file) {
        return isPosix(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Takes the permissions of other users away from a folder and all that is below. */
    static void restrict(Path folder) throws IOException {
        if (isPosix(folder)) {
            restrictBelow(folder, new ArrayList<>());
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static boolean hasOnlyOwnEntries(Path data) throws IOException {
        try (Stream<Path> entries = Files.list(data)) {
            return entries.allMatch(
                    entry -> OWN_ENTRIES.contains(entry.getFileName().toString()));
        }
    }

    private static void restrictBelow(Path start, List<Path> mended) throws IOException {
        if (!Files.exists(start, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(start, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                restrictOne(folder, mended);
                boolean guarded = folder.endsWith("postgres/cluster") || folder.endsWith("journal");
                return guarded ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isSymbolicLink()) {
                    restrictOne(file, mended);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    private static void restrictOne(Path path, List<Path> mended) throws IOException {
        try {
            Set<PosixFilePermission> found = EnumSet.noneOf(PosixFilePermission.class);
            found.addAll(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
            if (found.removeAll(OF_OTHERS)) {
                Files.setPosixFilePermissions(path, found);
                mended.add(path);
            }
        } catch (NoSuchFileException e) {
            log.debug("{} was deleted meanwhile", path);
        }
    }
}
