package dev.tidings.transport.smtp;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Ticker;
import dev.tidings.transport.mime.MimeBuffer;
import dev.tidings.transport.mime.MimeFormat;
import dev.tidings.transport.smtp.SmtpExchange.SmtpStage;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * An open connection to a mail server that sends one letter after the other. Used by one thread at a time.
 *
 * <p>If the server supports pipelining (RFC 2920), a letter's envelope is sent together with the final dot of the
 * letter before. A letter is sent only after all commands of its envelope succeeded, and its final dot only after the
 * preceding one was answered. At any moment, the outcome of at most one letter is open.
 */
final class SmtpConnection {
    private static final List<SmtpStage> ENVELOPE = List.of(SmtpStage.SENDER, SmtpStage.RECIPIENT, SmtpStage.DATA);

    /** How long the server may take to say goodbye. */
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    /** Bytes per write of a letter; each block must be written within the timeout of one command. */
    private static final int BLOCK = 1 << 16;

    private final Socket socket;
    private final SmtpWire wire;
    private final SmtpExtensions extensions;
    private final SmtpSettings.SmtpTimeouts timeouts;
    private final StepTimeout stepTimeout;
    private @Nullable SmtpMessage pendingEnvelope;
    private int letters;

    SmtpConnection(
            Socket socket,
            SmtpWire wire,
            SmtpExtensions extensions,
            SmtpSettings.SmtpTimeouts timeouts,
            ScheduledExecutorService scheduler,
            Ticker ticker) {
        this.socket = socket;
        this.wire = wire;
        this.extensions = extensions;
        this.timeouts = timeouts;
        stepTimeout = new StepTimeout(scheduler, ticker, this::closeNow);
    }

    /** The format that the server accepts. */
    MimeFormat format() {
        return extensions.eightBit() ? MimeFormat.EIGHT_BIT : MimeFormat.SEVEN_BIT;
    }

    /** Whether the next letter's envelope may be sent with the end of the current letter. */
    boolean pipelinesNextEnvelope() {
        return extensions.pipelining();
    }

    /** The letters that the connection has tried to send. */
    int letters() {
        return letters;
    }

    /** Whether an envelope was sent ahead; then only its letter may follow. */
    boolean hasPendingEnvelope() {
        return pendingEnvelope != null;
    }

    /**
     * Sends a letter written in this connection's format.
     *
     * @param next the letter whose envelope is sent ahead, written too; or null
     * @param beforeFinalByte runs before the write that contains the final dot
     */
    SmtpExchange send(SmtpMessage letter, @Nullable SmtpMessage next, Runnable beforeFinalByte) {
        SmtpExchange refused = sendEnvelope(letter);
        SmtpExchange exchange = refused == null ? sendData(letter, next, beforeFinalByte) : refused;
        letters++;
        stepTimeout.cancel();
        if (!exchange.connectionUsable()) {
            closeNow();
        }
        return exchange;
    }

    /** Sends the envelope. Returns the refused exchange, or null if the server waits for the letter. */
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
            boolean accepted = stage == SmtpStage.DATA ? reply.isIntermediate() : reply.isPositive();
            boolean waitsForLetter = stage == SmtpStage.DATA && accepted;
            if (refused != null && (reply.isLast() || waitsForLetter)) {
                // The server waits for a letter that must not be sent, or has closed. Only a new connection is clean.
                return refused;
            }
            refused = refused == null && !accepted ? new SmtpExchange(stage, reply, false) : refused;
            if (refused != null && (reply.isLast() || !together)) {
                break;
            }
        }
        return refused == null
                ? null
                : new SmtpExchange(refused.stage(), refused.reply(), isUsableAfter(refused.reply()));
    }

    /** Resets a transaction refused halfway. Returns whether the connection can be used for the next letter. */
    private boolean isUsableAfter(SmtpReply refusal) {
        return refusal.isRefusal() && !refusal.isLast() && reset();
    }

    private SmtpExchange sendData(SmtpMessage letter, @Nullable SmtpMessage next, Runnable beforeFinalByte) {
        if (!wire.hasNoUnreadInput()) {
            // Unexpected input: replies no longer match commands.
            return new SmtpExchange(SmtpStage.DATA, SmtpReply.NONE, false);
        }
        MimeBuffer bytes = letter.bytes();
        int dot = bytes.length();
        bytes.writeAscii(next == null ? ".\r\n" : ".\r\n" + next.envelope(extensions));
        for (int begin = 0; begin < bytes.length(); begin += BLOCK) {
            int end = Math.min(begin + BLOCK, bytes.length());
            if (begin <= dot && dot < end) {
                beforeFinalByte.run();
            }
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

    /** Asks whether the server takes mail from this address to itself. Returns the refusal, or null. */
    @Nullable
    SmtpExchange probe(EmailAddress address) {
        for (String command : List.of("MAIL FROM:<", "RCPT TO:<")) {
            SmtpReply reply = write(command + address.value() + ">\r\n") ? reply() : SmtpReply.NONE;
            if (!reply.isPositive()) {
                SmtpStage stage = command.startsWith("MAIL") ? SmtpStage.SENDER : SmtpStage.RECIPIENT;
                return new SmtpExchange(stage, reply, !reply.isLast());
            }
        }
        return null;
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

    /** Whether the server still answers and is ready for a letter. */
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

    /** Quits and waits for the server to close: it may count its connections. */
    void quitAndWait() {
        if (write("QUIT\r\n")) {
            stepTimeout.start(GOODBYE);
            SmtpReply goodbye = read();
            if (goodbye.isPositive()) {
                read();
            }
        }
        stepTimeout.cancel();
        closeNow();
    }

    /** Closes at once without sending a command, which could be taken for part of a letter. */
    void closeNow() {
        close(socket);
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // A socket that cannot be closed is treated as closed.
            return;
        }
    }
}
