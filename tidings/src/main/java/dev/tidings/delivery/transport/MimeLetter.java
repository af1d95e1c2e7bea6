package dev.tidings.delivery.transport;

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
 * A message as it goes over the wire or into a file (RFC 5322, RFC 2045): text and HTML as alternatives, lines ended by CRLF.
 * The same message, date and form give the same bytes.
 */
final class MimeLetter {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);

    private final MimeForm form;
    private final LetterBytes bytes;

    private MimeLetter(MimeForm form, LetterBytes bytes) {
        this.form = form;
        this.bytes = bytes;
    }

    /** @param message one that {@link Defects} finds nothing in */
    static byte[] of(Message message, Instant date) {
        LetterBytes bytes = new LetterBytes(4096);
        write(message, date, MimeForm.FILE, bytes);
        return bytes.copy();
    }

    /** @param message one that {@link Defects} finds nothing in */
    static void write(Message message, Instant date, MimeForm form, LetterBytes bytes) {
        MimeLetter letter = new MimeLetter(form, bytes);
        String boundary = boundary(message.messageId());
        letter.head(message, date);
        letter.header("Content-Type", "multipart/alternative; boundary=\"" + boundary + "\"");
        letter.part(boundary, "text/plain", message.text());
        letter.part(boundary, "text/html", message.html());
        bytes.ascii("\r\n--" + boundary + "--\r\n");
    }

    private void head(Message message, Instant date) {
        header("Date", DATE.format(date));
        header("From", HeaderText.mailbox(message.from()));
        if (message.replyTo() != null) {
            header("Reply-To", message.replyTo().value());
        }
        header("To", HeaderText.mailbox(message.to()));
        header("Message-ID", "<" + message.messageId() + ">");
        header("Subject", HeaderText.unstructured(message.subject()));
        message.headers().forEach(this::header);
        header("MIME-Version", "1.0");
    }

    private void header(String name, String value) {
        bytes.ascii(HeaderText.field(name, value));
    }

    private void part(String boundary, String type, String body) {
        int begin = bytes.length();
        begin(boundary, type, form.encoding());
        if (body.contains(boundary) || !bytes.lines(body, form)) {
            bytes.cut(begin);
            begin(boundary, type, "quoted-printable");
            bytes.quotedPrintable(body);
        }
    }

    private void begin(String boundary, String type, String encoding) {
        bytes.ascii("\r\n--" + boundary + "\r\nContent-Type: " + type + "; charset=UTF-8\r\nContent-Transfer-Encoding: "
                + encoding + "\r\n\r\n");
    }

    /** Never part of a body: quoted-printable has no {@code =_}, and what stands as it is does not hold it. */
    private static String boundary(String messageId) {
        return "=_" + sha256(messageId, US_ASCII).substring(0, 32);
    }

    static String sha256(String text, Charset charset) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(charset)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
