package dev.tidings.transport.outbox;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Properties;

/**
 * A letter read from the outbox.
 *
 * @param headers in the order of the file, unfolded and decoded
 */
public record StoredLetter(Path file, List<Header> headers, String text, String html) {

    public record Header(String name, String value) {}

    static StoredLetter read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), in);
            MimeMultipart alternatives = (MimeMultipart) message.getContent();
            List<Header> headers = Collections.list(message.getAllHeaders()).stream()
                    .map(header -> new Header(header.getName(), decoded(header.getValue())))
                    .toList();
            return new StoredLetter(
                    file, headers, content(alternatives.getBodyPart(0)), content(alternatives.getBodyPart(1)));
        } catch (MessagingException e) {
            throw new IOException("The file is not a letter of this outbox", e);
        }
    }

    private static String content(BodyPart part) throws IOException, MessagingException {
        return (String) part.getContent();
    }

    private static String decoded(String value) {
        try {
            return MimeUtility.decodeText(MimeUtility.unfold(value));
        } catch (UnsupportedEncodingException e) {
            return value;
        }
    }
}
