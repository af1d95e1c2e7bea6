package dev.tidings.delivery.transport;

import dev.tidings.core.EmailAddress;
import dev.tidings.delivery.transport.Passage.Stage;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An open connection to a mail server that takes one letter after the other. Used by one thread at a time.
 *
 * <p>Besides the socket's own timeout for each read, an alarm closes the socket when a step as a whole takes too long: a
 * server that stops reading, or answers a byte a minute, holds nobody up for good.
 */
final class SmtpConnection {
    private static final int REPLIES_BEFORE_THE_DOT = 4;

    private final Socket socket;
    private final Conversation conversation;
    private final SmtpSettings.Patience patience;
    private final ScheduledExecutorService alarms;
    private int letters;

    SmtpConnection(
            Socket socket, Conversation conversation, SmtpSettings.Patience patience, ScheduledExecutorService alarms) {
        this.socket = socket;
        this.conversation = conversation;
        this.patience = patience;
        this.alarms = alarms;
    }

    Passage send(EmailAddress sender, EmailAddress recipient, byte[] letter) {
        Passage passage = pass(sender, recipient, letter);
        letters++;
        SmtpReply reply = passage.reply();
        boolean refused = (reply.isTransient() || reply.isPermanent()) && !reply.isFarewell();
        boolean open = passage.open() || (refused && reset());
        if (!open) {
            cut();
        }
        return new Passage(passage.stage(), reply, open);
    }

    /** Whether it has taken, or refused, a letter before. */
    boolean hasServed() {
        return letters > 0;
    }

    private Passage pass(EmailAddress sender, EmailAddress recipient, byte[] letter) {
        Future<?> alarm = alarm(patience.reply().multipliedBy(REPLIES_BEFORE_THE_DOT));
        try {
            String size = conversation.supportsExtension("SIZE") ? " SIZE=" + letter.length : "";
            SmtpReply reply = conversation.ask("MAIL FROM:<" + sender.value() + ">" + size);
            if (!reply.isPositive()) {
                return new Passage(Stage.SENDER, reply, false);
            }
            reply = conversation.ask("RCPT TO:<" + recipient.value() + ">");
            if (!reply.isPositive()) {
                return new Passage(Stage.RECIPIENT, reply, false);
            }
            reply = conversation.write(letter);
            if (!reply.isIntermediate()) {
                return new Passage(Stage.DATA, reply, false);
            }
        } finally {
            alarm.cancel(false);
        }
        return finish();
    }

    /** The final dot: from here on the server may have the letter, and is waited for as long as RFC 5321 asks. */
    private Passage finish() {
        if (!waitForReplies(patience.accept())) {
            return new Passage(Stage.DATA, SmtpReply.NONE, false);
        }
        Future<?> alarm = alarm(patience.accept());
        try {
            SmtpReply reply = conversation.ask(".");
            return new Passage(Stage.LETTER, reply, reply.isPositive() && waitForReplies(patience.reply()));
        } finally {
            alarm.cancel(false);
        }
    }

    /** Whether the socket was open to be told so. */
    private boolean waitForReplies(Duration patience) {
        try {
            socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
            return true;
        } catch (SocketException e) {
            return false;
        }
    }

    /** Whether the other side is still there and ready for a letter. */
    boolean reset() {
        Future<?> alarm = alarm(patience.reply());
        try {
            return conversation.ask("RSET").isPositive();
        } finally {
            alarm.cancel(false);
        }
    }

    void quit() {
        try {
            conversation.close();
        } catch (MessagingException e) {
            cut();
        }
    }

    /** Closes at once, without a word that could be taken for part of a letter. */
    void cut() {
        close(socket);
    }

    private Future<?> alarm(Duration patience) {
        return alarms.schedule(this::cut, patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // A socket that cannot be closed is as good as closed.
            return;
        }
    }
}
