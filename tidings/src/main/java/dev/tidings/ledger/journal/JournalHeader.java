package dev.tidings.ledger.journal;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first part of a journal file: which run of which database wrote it, and where.
 *
 * @param boot id of the machine's boot; empty if the system has none
 * @param fileKey the file's identity in its file system; empty if it has none
 */
record JournalHeader(UUID instance, UUID run, String boot, String fileKey) {
    private static final Logger log = LoggerFactory.getLogger(JournalHeader.class);
    private static final long MAGIC = 0x7469_6469_6e67_7301L;
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    void write(ByteBuffer file) {
        byte[] text = String.join("\n", instance.toString(), run.toString(), boot, fileKey)
                .getBytes(StandardCharsets.UTF_8);
        file.putLong(0, MAGIC);
        file.putInt(8, text.length);
        file.putInt(12, checksum(text));
        file.put(16, text);
    }

    /** Whether nothing was written: the process died while it created the file. */
    static boolean isBlank(byte[] file) {
        return file.length < JournalFormat.FILE_BYTES || ByteBuffer.wrap(file).getLong(0) == 0;
    }

    /** Returns null if the header is damaged or of another version. */
    static @Nullable JournalHeader read(byte[] bytes) {
        try {
            ByteBuffer file = ByteBuffer.wrap(bytes);
            long magic = file.getLong();
            int length = file.getInt();
            int checksum = file.getInt();
            if (magic != MAGIC || length < 0 || length > JournalFormat.LAST_WRITE_AT - 16) {
                return null;
            }
            byte[] text = new byte[length];
            file.get(text);
            String[] values = new String(text, StandardCharsets.UTF_8).split("\n", -1);
            return checksum(text) != checksum || values.length != 4
                    ? null
                    : new JournalHeader(UUID.fromString(values[0]), UUID.fromString(values[1]), values[2], values[3]);
        } catch (BufferUnderflowException | IllegalArgumentException damaged) {
            log.debug("journal header: {}", damaged.toString());
            return null;
        }
    }

    /**
     * Whether the file is the one that the run wrote, unchanged since its last write. A copy has another key, or was
     * written later than its content says: no copy can set the time of its file's last change. After a power loss the
     * file may lack its last lines; the boot differs then.
     *
     * @param file the file
     */
    boolean isUnchanged(Path file, byte[] content) throws IOException {
        long lastWrite = ByteBuffer.wrap(content).getLong(JournalFormat.LAST_WRITE_AT);
        return !boot.isEmpty()
                && boot.equals(currentBoot())
                && fileKey.equals(key(file))
                && changedAt(file) <= lastWrite;
    }

    /** When the file was last changed, in milliseconds; the greatest value if the system does not say so. */
    private static long changedAt(Path file) throws IOException {
        try {
            return ((java.nio.file.attribute.FileTime) Files.getAttribute(file, "unix:ctime")).toMillis();
        } catch (UnsupportedOperationException | IllegalArgumentException unknown) {
            log.debug("{}: {}", file, unknown.toString());
            return Long.MAX_VALUE;
        }
    }

    static String key(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key == null ? "" : key.toString();
    }

    static String currentBoot() {
        try {
            return Files.isReadable(BOOT_ID) ? Files.readString(BOOT_ID).strip() : "";
        } catch (IOException unreadable) {
            log.debug("{}: {}", BOOT_ID, unreadable.toString());
            return "";
        }
    }

    private static int checksum(byte[] text) {
        CRC32C checksum = new CRC32C();
        checksum.update(text);
        return (int) checksum.getValue();
    }
}
