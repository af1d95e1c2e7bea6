package dev.tidings.delivery.transport;

import dev.tidings.delivery.transport.Passage.Stage;
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
    private static final List<Stage> ENVELOPE = List.of(Stage.SENDER, Stage.RECIPIENT, Stage.DATA);

    /** A letter leaves in blocks of this size, each within the time for one command. */
    private static final int BLOCK = 1 << 16;

    private final Socket socket;
    private final SmtpWire wire;
    private final SmtpOffers offers;
    private final SmtpSettings.Patience patience;
    private final TimeLimit limit;
    private @Nullable SmtpLetter announced;
    private boolean hasServed;

    SmtpConnection(
            Socket socket,
            SmtpWire wire,
            SmtpOffers offers,
            SmtpSettings.Patience patience,
            ScheduledExecutorService alarms) {
        this.socket = socket;
        this.wire = wire;
        this.offers = offers;
        this.patience = patience;
        limit = new TimeLimit(alarms, this::cut);
    }

    /** The form in which the server takes letters. */
    MimeForm form() {
        return offers.eightBit() ? MimeForm.EIGHT_BIT : MimeForm.SEVEN_BIT;
    }

    /** Whether the envelope of the next letter may leave with the end of the letter before. */
    boolean takesNextAhead() {
        return offers.pipelining();
    }

    /** Whether it has taken, or refused, a letter before. */
    boolean hasServed() {
        return hasServed;
    }

    /** Whether an envelope has gone ahead, so that nothing but its letter may follow. */
    boolean hasAnnounced() {
        return announced != null;
    }

    /**
     * Sends a letter that is written in this connection's form.
     *
     * @param next the letter whose envelope goes ahead, written too; or null
     */
    Passage send(SmtpLetter letter, @Nullable SmtpLetter next) {
        Passage refused = announce(letter);
        Passage passage = refused == null ? transfer(letter, next) : refused;
        hasServed = true;
        limit.lift();
        if (!passage.open()) {
            cut();
        }
        return passage;
    }

    /** Returns where the server refused, or null if it waits for the letter. */
    private @Nullable Passage announce(SmtpLetter letter) {
        boolean together = offers.pipelining();
        boolean ahead = announced == letter;
        announced = null;
        if (together && !ahead && !write(letter.envelope(offers))) {
            return new Passage(Stage.SENDER, SmtpReply.NONE, false);
        }
        Passage refused = null;
        for (Stage stage : ENVELOPE) {
            SmtpReply reply = together || write(letter.command(stage, offers)) ? reply() : SmtpReply.NONE;
            boolean agreed = stage == Stage.DATA ? reply.isIntermediate() : reply.isPositive();
            boolean waits = stage == Stage.DATA && agreed;
            if (refused != null && (reply.isLast() || waits)) {
                // It waits for a letter that nobody is to get, or is gone: only a new connection is sure to be empty.
                return refused;
            }
            refused = refused == null && !agreed ? new Passage(stage, reply, false) : refused;
            if (refused != null && (reply.isLast() || !together)) {
                break;
            }
        }
        return refused == null ? null : new Passage(refused.stage(), refused.reply(), isUsableAfter(refused.reply()));
    }

    /** A transaction that was refused halfway is ended, so that the next one begins anew. */
    private boolean isUsableAfter(SmtpReply refusal) {
        return refusal.isRefusal() && !refusal.isLast() && reset();
    }

    private Passage transfer(SmtpLetter letter, @Nullable SmtpLetter next) {
        if (!wire.isQuiet()) {
            // Answers to what was not asked: the dialog is out of step.
            return new Passage(Stage.DATA, SmtpReply.NONE, false);
        }
        LetterBytes bytes = letter.bytes();
        int dot = bytes.length();
        bytes.ascii(next == null ? ".\r\n" : ".\r\n" + next.envelope(offers));
        for (int begin = 0; begin < bytes.length(); begin += BLOCK) {
            int end = Math.min(begin + BLOCK, bytes.length());
            if (!write(bytes, begin, end)) {
                return new Passage(end > dot ? Stage.LETTER : Stage.DATA, SmtpReply.NONE, false);
            }
        }
        limit.set(patience.accept());
        SmtpReply reply = read();
        boolean open = !reply.isLast() && (reply.isPositive() || reply.isRefusal());
        announced = open ? next : null;
        return new Passage(Stage.LETTER, reply, open);
    }

    private boolean write(LetterBytes bytes, int begin, int end) {
        limit.set(patience.reply());
        try {
            wire.write(bytes.array(), begin, end);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean write(String commands) {
        limit.set(patience.reply());
        try {
            wire.write(commands);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private SmtpReply reply() {
        limit.set(patience.reply());
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
        limit.lift();
        return ready;
    }

    void quit() {
        write("QUIT\r\n");
        limit.lift();
        cut();
    }

    /** Closes at once, without a word that could be taken for part of a letter. */
    void cut() {
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
