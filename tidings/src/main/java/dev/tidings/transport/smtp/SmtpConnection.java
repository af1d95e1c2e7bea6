package dev.tidings.transport.smtp;

import dev.tidings.core.Ticker;
import dev.tidings.transport.mime.MimeBuffer;
import dev.tidings.transport.mime.MimeFormat;
import dev.tidings.transport.smtp.SmtpExchange.SmtpStage;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * An open connection to a mail server that takes one letter after the other. Used by one thread at a time.
 *
 * <p>Where the server offers pipelining (RFC 2920), a letter's envelope leaves together with the final dot of the letter
 * before. A letter itself leaves only when every command of its envelope has been answered as it should, and no letter's dot
 * leaves before the dot of the one before is answered: at any moment, the fate of one letter at most is open.
 */
final class SmtpConnection {
    private static final List<SmtpStage> ENVELOPE = List.of(SmtpStage.SENDER, SmtpStage.RECIPIENT, SmtpStage.DATA);

    /** A letter leaves in blocks of this size, each within the time for one command. */
    private static final int BLOCK = 1 << 16;

    private final Socket socket;
    private final SmtpWire wire;
    private final SmtpExtensions extensions;
    private final SmtpSettings.SmtpTimeouts timeouts;
    private final StepTimeout stepTimeout;
    private @Nullable SmtpMessage pendingEnvelope;
    private boolean used;

    SmtpConnection(
            Socket socket,
            SmtpWire wire,
            SmtpExtensions offers,
            SmtpSettings.SmtpTimeouts patience,
            ScheduledExecutorService alarms,
            Ticker ticker) {
        this.socket = socket;
        this.wire = wire;
        this.extensions = offers;
        this.timeouts = patience;
        stepTimeout = new StepTimeout(alarms, ticker, this::closeNow);
    }

    /** The form in which the server takes letters. */
    MimeFormat format() {
        return extensions.eightBit() ? MimeFormat.EIGHT_BIT : MimeFormat.SEVEN_BIT;
    }

    /** Whether the envelope of the next letter may leave with the end of the letter before. */
    boolean pipelinesNextEnvelope() {
        return extensions.pipelining();
    }

    /** Whether it has taken, or refused, a letter before. */
    boolean wasUsed() {
        return used;
    }

    /** Whether an envelope has gone ahead, so that nothing but its letter may follow. */
    boolean hasPendingEnvelope() {
        return pendingEnvelope != null;
    }

    /**
     * Sends a letter that is written in this connection's form.
     *
     * @param next the letter whose envelope goes ahead, written too; or null
     */
    SmtpExchange send(SmtpMessage letter, @Nullable SmtpMessage next) {
        SmtpExchange refused = sendEnvelope(letter);
        SmtpExchange passage = refused == null ? sendData(letter, next) : refused;
        used = true;
        stepTimeout.cancel();
        if (!passage.connectionUsable()) {
            closeNow();
        }
        return passage;
    }

    /** Returns where the server refused, or null if it waits for the letter. */
    private @Nullable SmtpExchange sendEnvelope(SmtpMessage letter) {
        boolean together = extensions.pipelining();
        boolean ahead = pendingEnvelope == letter;
        pendingEnvelope = null;
        if (together && !ahead && !write(letter.envelope(extensions))) {
            return new SmtpExchange(SmtpStage.SENDER, SmtpReply.NONE, false);
        }
        SmtpExchange refused = null;
        for (SmtpStage stage : ENVELOPE) {
            SmtpReply reply = together || write(letter.command(stage, extensions)) ? reply() : SmtpReply.NONE;
            boolean agreed = stage == SmtpStage.DATA ? reply.isIntermediate() : reply.isPositive();
            boolean waits = stage == SmtpStage.DATA && agreed;
            if (refused != null && (reply.isLast() || waits)) {
                // It waits for a letter that nobody is to get, or is gone: only a new connection is sure to be empty.
                return refused;
            }
            refused = refused == null && !agreed ? new SmtpExchange(stage, reply, false) : refused;
            if (refused != null && (reply.isLast() || !together)) {
                break;
            }
        }
        return refused == null
                ? null
                : new SmtpExchange(refused.stage(), refused.reply(), isUsableAfter(refused.reply()));
    }

    /** A transaction that was refused halfway is ended, so that the next one begins anew. */
    private boolean isUsableAfter(SmtpReply refusal) {
        return refusal.isRefusal() && !refusal.isLast() && reset();
    }

    private SmtpExchange sendData(SmtpMessage letter, @Nullable SmtpMessage next) {
        if (!wire.hasNoUnreadInput()) {
            // Answers to what was not asked: the dialog is out of step.
            return new SmtpExchange(SmtpStage.DATA, SmtpReply.NONE, false);
        }
        MimeBuffer bytes = letter.bytes();
        int dot = bytes.length();
        bytes.writeAscii(next == null ? ".\r\n" : ".\r\n" + next.envelope(extensions));
        for (int begin = 0; begin < bytes.length(); begin += BLOCK) {
            int end = Math.min(begin + BLOCK, bytes.length());
            if (!write(bytes, begin, end)) {
                return new SmtpExchange(end > dot ? SmtpStage.LETTER : SmtpStage.DATA, SmtpReply.NONE, false);
            }
        }
        stepTimeout.start(timeouts.accept());
        SmtpReply reply = read();
        boolean open = !reply.isLast() && (reply.isPositive() || reply.isRefusal());
        pendingEnvelope = open ? next : null;
        return new SmtpExchange(SmtpStage.LETTER, reply, open);
    }

    private boolean write(MimeBuffer bytes, int begin, int end) {
        stepTimeout.start(timeouts.reply());
        try {
            wire.write(bytes.array(), begin, end);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean write(String commands) {
        stepTimeout.start(timeouts.reply());
        try {
            wire.write(commands);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private SmtpReply reply() {
        stepTimeout.start(timeouts.reply());
        return read();
    }

    private SmtpReply read() {
        try {
            return wire.read();
        } catch (IOException e) {
            return SmtpReply.NONE;
        }
    }

    /** Whether the other side is still there and ready for a letter. */
    boolean reset() {
        boolean ready = write("RSET\r\n") && reply().isPositive();
        stepTimeout.cancel();
        return ready;
    }

    void quit() {
        write("QUIT\r\n");
        stepTimeout.cancel();
        closeNow();
    }

    /** Closes at once, without a word that could be taken for part of a letter. */
    void closeNow() {
        close(socket);
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
