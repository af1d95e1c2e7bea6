package dev.tidings.transport.mime;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tidings.core.Message;
import java.nio.charset.Charset;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Writes a message for a mail server or a file (RFC 5322, RFC 2045): text and HTML as alternatives, lines ended by
 * CRLF. The same message, date and format give the same bytes.
 */
public final class MimeWriter {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);

    /** The text of the last second: most letters of a batch have the same. */
    private static volatile DateText lastDate = new DateText(0, DATE.format(Instant.EPOCH));

    private record DateText(long second, String text) {
        static String of(Instant date) {
            DateText last = lastDate;
            if (last.second != date.getEpochSecond()) {
                last = new DateText(date.getEpochSecond(), DATE.format(date));
                lastDate = last;
            }
            return last.text;
        }
    }

    private final MimeFormat format;
    private final MimeBuffer buffer;

    private MimeWriter(MimeFormat format, MimeBuffer bytes) {
        this.format = format;
        this.buffer = bytes;
    }

    /** @param message a message in which {@link InvalidMessage} finds no defect */
    public static byte[] toBytes(Message message, Instant date) {
        MimeBuffer bytes = new MimeBuffer(4096);
        write(message, date, MimeFormat.FILE, bytes);
        return bytes.copy();
    }

    /** @param message a message in which {@link InvalidMessage} finds no defect */
    public static void write(Message message, Instant date, MimeFormat format, MimeBuffer bytes) {
        MimeWriter writer = new MimeWriter(format, bytes);
        String boundary = boundary(message.messageId());
        writer.messageHeader(message, date);
        writer.header("Content-Type", "multipart/alternative; boundary=\"" + boundary + "\"");
        writer.part(boundary, "text/plain", message.text());
        writer.part(boundary, "text/html", message.html());
        bytes.writeAscii("\r\n--" + boundary + "--\r\n");
    }

    private void messageHeader(Message message, Instant date) {
        header("Date", DateText.of(date));
        header("From", HeaderEncoder.mailbox(message.from()));
        if (message.replyTo() != null) {
            header("Reply-To", message.replyTo().value());
        }
        header("To", HeaderEncoder.mailbox(message.to()));
        header("Message-ID", "<" + message.messageId() + ">");
        header("Subject", HeaderEncoder.unstructured(message.subject()));
        message.headers().forEach(this::header);
        header("MIME-Version", "1.0");
    }

    private void header(String name, String value) {
        buffer.writeAscii(HeaderEncoder.foldedField(name, value));
    }

    private void part(String boundary, String type, String body) {
        int begin = buffer.length();
        partHeader(boundary, type, format.encoding());
        if (body.contains(boundary) || !buffer.writeLines(body, format)) {
            buffer.truncate(begin);
            partHeader(boundary, type, "quoted-printable");
            buffer.writeQuotedPrintable(body);
        }
    }

    private void partHeader(String boundary, String type, String encoding) {
        buffer.writeAscii("\r\n--" + boundary + "\r\nContent-Type: " + type
                + "; charset=UTF-8\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n");
    }

    /**
     * Returns a boundary that never occurs in a body: quoted-printable has no {@code =_}, and an unencoded body is
     * checked for it.
     */
    private static String boundary(String messageId) {
        return "=_" + sha256(messageId, US_ASCII).substring(0, 32);
    }

    public static String sha256(String text, Charset charset) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(charset)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
