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
    SmtpMessage write(MimeFormat form) {
        if (written != form) {
            bytes.truncate(0);
            MimeWriter.write(message, date, form, bytes);
            written = form;
        }
        return this;
    }

    MimeBuffer bytes() {
        return bytes;
    }

    /** The command of a stage before the letter itself, including CRLF. */
    String command(SmtpStage stage, SmtpExtensions offers) {
        return switch (stage) {
            case SENDER ->
                "MAIL FROM:<" + sender.value() + (offers.eightBit() ? "> BODY=8BITMIME" : ">")
                        + (offers.size() ? " SIZE=" + bytes.length() + "\r\n" : "\r\n");
            case RECIPIENT -> "RCPT TO:<" + message.to().address().value() + ">\r\n";
            case DATA -> "DATA\r\n";
            case LETTER -> throw new IllegalArgumentException("the letter itself is no command");
        };
    }

    /** All commands before the letter itself. */
    String envelope(SmtpExtensions offers) {
        return command(SmtpStage.SENDER, offers)
                + command(SmtpStage.RECIPIENT, offers)
                + command(SmtpStage.DATA, offers);
    }
}
