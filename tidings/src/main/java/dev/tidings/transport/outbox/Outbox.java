package dev.tidings.transport.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.transport.mime.MimeWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A folder of letters, one {@code .eml} file each, found by Message-ID. Storing a letter again replaces its file.
 *
 * <p>Files are spread over 256 folders by the hash of their name, which keeps a million of them easy to list.
 */
public final class Outbox {
    private static final Pattern FILE_NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,120}@[a-z0-9.-]{1,80}");

    private final Path folder;

    public Outbox(OutboxSettings settings) {
        folder = settings.folder();
    }

    Path folder() {
        return folder;
    }

    /** Returns the letter last stored under this Message-ID (without angle brackets). */
    public Optional<StoredLetter> find(String messageId) {
        Path file = folder.resolve(relativePath(messageId));
        try {
            return Files.exists(file) ? Optional.of(StoredLetter.read(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The letter " + file + " cannot be read", e);
        }
    }

    /**
     * Stores a letter durably: it is completely on disk when this returns. Returns its path relative to the folder.
     */
    String store(String messageId, byte[] letter) throws IOException {
        String path = relativePath(messageId);
        Path file = folder.resolve(path);
        Path parent = Files.createDirectories(file.resolveSibling(""));
        Path unfinished = Files.createTempFile(parent, ".", ".tmp");
        try {
            writeThrough(unfinished, letter);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(parent);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        return path;
    }

    private static void writeThrough(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Makes a new file name in a folder durable. Windows has no such call and needs none. */
    private static void force(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static String relativePath(String messageId) {
        String hash = MimeWriter.sha256(messageId, UTF_8);
        String name = FILE_NAME.matcher(messageId).matches() ? messageId : hash;
        return hash.substring(0, 2) + "/" + name + ".eml";
    }
}
