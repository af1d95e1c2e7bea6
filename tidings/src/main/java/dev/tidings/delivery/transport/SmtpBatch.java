package dev.tidings.delivery.transport;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Message;
import dev.tidings.delivery.SendOutcome;
import dev.tidings.delivery.Transport.HandOver;
import dev.tidings.delivery.transport.Passage.Stage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way to a mail server, letter by letter.
 *
 * <p>A connection that breaks costs the letter that was on it; the next one goes on a new connection. The rest of the batch
 * is put off when no connection comes about, when three in a row break, or when an operator must act.
 */
final class SmtpBatch {
    private static final int PATIENCE = 3;

    private final SmtpConnections connections;
    private final @Nullable EmailAddress sender;
    private final InstantSource time;
    private @Nullable SmtpConnection connection;
    private @Nullable String halt;
    private @Nullable String stop;
    private int brokenInARow;
    private int ourFaultsInARow;

    SmtpBatch(SmtpConnections connections, @Nullable EmailAddress sender, InstantSource time) {
        this.connections = connections;
        this.sender = sender;
        this.time = time;
    }

    HandOver handOver(List<Message> batch) {
        List<SendOutcome> outcomes = new ArrayList<>(batch.size());
        try {
            batch.forEach(message -> outcomes.add(outcome(message)));
        } finally {
            if (connection != null) {
                connections.giveBack(connection);
            }
        }
        return new HandOver(outcomes, stop);
    }

    private SendOutcome outcome(Message message) {
        String defect = Defects.of(message);
        if (defect != null) {
            return new SendOutcome.Rejected(defect, false);
        }
        if (halt != null) {
            return new SendOutcome.Deferred(halt, null);
        }
        try {
            return judge(pass(message));
        } catch (NotConnected e) {
            halt = String.valueOf(e.getMessage());
            stop = e.isLasting() ? halt : null;
            return new SendOutcome.Deferred(halt, null);
        }
    }

    private Passage pass(Message message) throws NotConnected {
        byte[] letter = MimeLetter.of(message, time.instant());
        boolean used = connection().hasServed();
        Passage passage = send(message, letter);
        boolean expired = used && !passage.open() && passage.stage() == Stage.SENDER;
        // A server that has had enough of a connection says so when the next letter is announced.
        return expired ? send(message, letter) : passage;
    }

    private Passage send(Message message, byte[] letter) throws NotConnected {
        EmailAddress from = sender == null ? message.from().address() : sender;
        Passage passage = connection().send(from, message.to().address(), letter);
        if (!passage.open()) {
            connection = null;
            connections.forget();
        }
        return passage;
    }

    private SmtpConnection connection() throws NotConnected {
        if (connection == null) {
            connection = connections.take();
        }
        return connection;
    }

    private SendOutcome judge(Passage passage) {
        Verdict verdict = Verdict.of(passage);
        brokenInARow = passage.open() ? 0 : brokenInARow + 1;
        ourFaultsInARow = verdict.ourFault() ? ourFaultsInARow + 1 : 0;
        if (verdict.stop() != null) {
            stop = verdict.stop();
        } else if (ourFaultsInARow == PATIENCE) {
            stop = "The mail server refused " + PATIENCE + " letters in a row; "
                    + passage.reply().shown();
        }
        if (stop != null) {
            halt = stop;
        } else if (brokenInARow == PATIENCE) {
            halt = "The connection to the mail server broke " + PATIENCE + " times in a row";
        }
        return verdict.outcome();
    }
}
