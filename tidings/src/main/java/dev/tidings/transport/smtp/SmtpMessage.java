package dev.tidings.transport.smtp;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Message;
import dev.tidings.transport.mime.MimeBuffer;
import dev.tidings.transport.mime.MimeFormat;
import dev.tidings.transport.mime.MimeWriter;
import dev.tidings.transport.smtp.SmtpExchange.SmtpStage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One letter for a mail server: its envelope, and its bytes in the server's format. */
final class SmtpMessage {
    private final EmailAddress sender;
    private final Message message;
    private final Instant date;
    private final MimeBuffer bytes;
    private @Nullable MimeFormat written;

    /** @param bytes buffer to write to; not shared until the letter is sent */
    SmtpMessage(EmailAddress sender, Message message, Instant date, MimeBuffer bytes) {
        this.sender = sender;
        this.message = message;
        this.date = date;
        this.bytes = bytes;
    }

    /** Writes the letter, unless it is already written in this format. */
    SmtpMessage write(MimeFormat format) {
        if (written != format) {
            bytes.truncate(0);
            MimeWriter.write(message, date, format, bytes);
            written = format;
        }
        return this;
    }

    MimeBuffer bytes() {
        return bytes;
    }

    /** The command of a stage before the letter itself, including CRLF. */
    String command(SmtpStage stage, SmtpExtensions extensions) {
        return switch (stage) {
            case SENDER ->
                "MAIL FROM:<" + sender.value() + (extensions.eightBit() ? "> BODY=8BITMIME" : ">")
                        + (extensions.size() ? " SIZE=" + bytes.length() + "\r\n" : "\r\n");
            case RECIPIENT -> "RCPT TO:<" + message.to().address().value() + ">\r\n";
            case DATA -> "DATA\r\n";
            case LETTER -> throw new IllegalArgumentException("the letter itself is not a command");
        };
    }

    /** All commands before the letter itself. */
    String envelope(SmtpExtensions extensions) {
        return command(SmtpStage.SENDER, extensions)
                + command(SmtpStage.RECIPIENT, extensions)
                + command(SmtpStage.DATA, extensions);
    }
}
