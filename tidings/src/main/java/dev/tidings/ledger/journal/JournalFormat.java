package dev.tidings.ledger.journal;

import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Rejected;
import dev.tidings.transport.SendOutcome.UnclearRefusal;
import dev.tidings.transport.SendOutcome.Unknown;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The layout of a journal file: a header, then lanes of equal size. A lane holds one batch at a time: its number, then
 * lines that are only appended. A batch's first line lists its letters.
 *
 * <p>A line is: checksum (int), length in bytes (short), type (byte), flag (byte), position (int), content. The
 * checksum also covers the run and the batch's number, so that lines of earlier batches in the same lane are invalid.
 */
final class JournalFormat {
    static final int HEADER_BYTES = 4096;
    static final int LANES = 64;
    static final int LANE_BYTES = 16_384;
    static final int FILE_BYTES = HEADER_BYTES + LANES * LANE_BYTES;

    /** Offset of the time of the last write, in milliseconds of this machine's clock. It has a cache line of its own. */
    static final int LAST_WRITE_AT = 2048;

    /** Offset of the first line in a lane. The number of the lane's batch comes before it; 0 if there is none. */
    static final int FIRST_LINE = 8;

    /** Most bytes of an answer's text: a reason or the server's id. */
    static final int LONGEST_TEXT = 240;

    static final byte BEGIN = 1;
    static final byte FINAL_BYTE = 2;
    static final byte ACCEPTED = 3;
    static final byte REJECTED = 4;
    static final byte DEFERRED = 5;
    static final byte UNKNOWN = 6;

    private static final int PREFIX = 12;
    private static final int LETTER = Long.BYTES + Integer.BYTES;
    private static final int LONGEST_ANSWER = PREFIX + Integer.BYTES + LONGEST_TEXT;

    private JournalFormat() {}

    static int laneOffset(int lane) {
        return HEADER_BYTES + lane * LANE_BYTES;
    }

    /** Whether a lane has room for all lines of a batch. */
    static boolean fits(int letters) {
        return FIRST_LINE + PREFIX + letters * (LETTER + PREFIX + LONGEST_ANSWER) <= LANE_BYTES;
    }

    static ByteBuffer newLine() {
        return ByteBuffer.allocate(PREFIX + LANE_BYTES / LONGEST_ANSWER * LETTER + LONGEST_ANSWER);
    }

    static void begin(ByteBuffer line, List<LetterAttempt> letters) {
        start(line, BEGIN, 0, letters.size());
        for (LetterAttempt letter : letters) {
            line.putLong(letter.letterId()).putInt(letter.attempt());
        }
    }

    static void finalByte(ByteBuffer line, int position) {
        start(line, FINAL_BYTE, 0, position);
    }

    static void outcome(ByteBuffer line, int position, SendOutcome outcome) {
        switch (outcome) {
            case Accepted accepted ->
                answer(
                        line,
                        ACCEPTED,
                        accepted.providerId() == null ? 0 : 1,
                        position,
                        -1,
                        Objects.requireNonNullElse(accepted.providerId(), ""));
            case Rejected rejected ->
                answer(line, REJECTED, rejected.addressIsDead() ? 1 : 0, position, -1, rejected.reason());
            case Deferred deferred -> {
                Duration after = deferred.retryAfter();
                int seconds = after == null ? -1 : (int) Math.min(after.toSeconds(), Integer.MAX_VALUE);
                answer(line, DEFERRED, 0, position, seconds, deferred.reason());
            }
            // What it means is decided after the batch; until then the letter is owed.
            case UnclearRefusal refusal -> answer(line, DEFERRED, 0, position, -1, refusal.reason());
            case Unknown unknown -> answer(line, UNKNOWN, 0, position, -1, unknown.reason());
        }
    }

    private static void answer(ByteBuffer line, byte type, int flag, int position, int seconds, String text) {
        start(line, type, flag, position);
        line.putInt(seconds);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int end = Math.min(bytes.length, LONGEST_TEXT);
        // Do not cut a character in two.
        while (end < bytes.length && end > 0 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        line.put(bytes, 0, end);
    }

    private static void start(ByteBuffer line, byte type, int flag, int position) {
        line.clear().position(6).put(type).put((byte) flag).putInt(position);
    }

    /** Completes a line with its length and checksum. */
    static void seal(ByteBuffer line, UUID run, int batch, CRC32C checksum) {
        line.putShort(4, (short) line.position());
        line.putInt(0, checksum(line.array(), line.arrayOffset() + 4, line.position() - 4, run, batch, checksum));
        line.flip();
    }

    private static int checksum(byte[] bytes, int begin, int length, UUID run, int batch, CRC32C checksum) {
        checksum.reset();
        update(checksum, run.getMostSignificantBits());
        update(checksum, run.getLeastSignificantBits());
        update(checksum, batch);
        checksum.update(bytes, begin, length);
        return (int) checksum.getValue();
    }

    private static void update(CRC32C checksum, long value) {
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            checksum.update((int) (value >>> shift));
        }
    }

    /** A valid line. */
    record JournalLine(byte type, int flag, int position, ByteBuffer content) {
        List<LetterAttempt> letters() {
            List<LetterAttempt> letters = new ArrayList<>();
            while (content.remaining() >= LETTER) {
                letters.add(new LetterAttempt(content.getLong(), content.getInt()));
            }
            return letters;
        }

        /** Null if the line is no answer. */
        @Nullable
        SendOutcome outcome() {
            if (type < ACCEPTED || content.remaining() < Integer.BYTES) {
                return null;
            }
            int seconds = content.getInt();
            String text = StandardCharsets.UTF_8.decode(content).toString();
            return switch (type) {
                case ACCEPTED -> new Accepted(flag == 1 ? text : null, null);
                case REJECTED -> new Rejected(text, flag == 1);
                case DEFERRED -> new Deferred(text, seconds < 0 ? null : Duration.ofSeconds(seconds));
                case UNKNOWN -> new Unknown(text);
                default -> null;
            };
        }
    }

    /** Reads a batch's valid lines, up to the first one that is not. */
    static List<JournalLine> lines(byte[] file, int lane, UUID run) {
        List<JournalLine> lines = new ArrayList<>();
        CRC32C checksum = new CRC32C();
        ByteBuffer all = ByteBuffer.wrap(file, laneOffset(lane), LANE_BYTES).slice();
        int batch = all.getInt(0);
        int begin = FIRST_LINE;
        while (batch != 0 && begin + PREFIX <= LANE_BYTES) {
            int length = all.getShort(begin + 4);
            if (length < PREFIX || begin + length > LANE_BYTES) {
                break;
            }
            int expected = checksum(file, laneOffset(lane) + begin + 4, length - 4, run, batch, checksum);
            if (all.getInt(begin) != expected) {
                break;
            }
            lines.add(new JournalLine(
                    all.get(begin + 6),
                    all.get(begin + 7),
                    all.getInt(begin + 8),
                    all.slice(begin + PREFIX, length - PREFIX)));
            begin += length;
        }
        return lines;
    }

    static boolean hasBatch(byte[] file, int lane) {
        return ByteBuffer.wrap(file).getInt(laneOffset(lane)) != 0;
    }
}
