package dev.tidings.delivery.transport;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Message;
import dev.tidings.delivery.transport.Passage.Stage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One letter on its way to a mail server: its envelope, and its bytes in the form that the server takes. */
final class SmtpLetter {
    private final EmailAddress sender;
    private final Message message;
    private final Instant date;
    private final LetterBytes bytes;
    private @Nullable MimeForm written;

    /** @param bytes where it is written; nobody else's until it has gone */
    SmtpLetter(EmailAddress sender, Message message, Instant date, LetterBytes bytes) {
        this.sender = sender;
        this.message = message;
        this.date = date;
        this.bytes = bytes;
    }

    /** Writes it, unless it has been written in this form before. */
    SmtpLetter write(MimeForm form) {
        if (written != form) {
            bytes.cut(0);
            MimeLetter.write(message, date, form, bytes);
            written = form;
        }
        return this;
    }

    LetterBytes bytes() {
        return bytes;
    }

    /** The command of a stage before the letter itself, with its line's end. */
    String command(Stage stage, SmtpOffers offers) {
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
    String envelope(SmtpOffers offers) {
        return command(Stage.SENDER, offers) + command(Stage.RECIPIENT, offers) + command(Stage.DATA, offers);
    }
}
