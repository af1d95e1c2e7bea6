package dev.tidings.delivery.transport;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Message;
import dev.tidings.delivery.SendOutcome;
import dev.tidings.delivery.Transport.Again;
import dev.tidings.delivery.Transport.Condition;
import dev.tidings.delivery.Transport.HandOver;
import dev.tidings.delivery.transport.Passage.Stage;
import java.time.Duration;
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
    private static final String STOPPED = "The node was being stopped; the letter had not been begun";

    /** Room for a usual letter; more is made where it is needed. */
    private static final int CAPACITY = 1 << 16;

    private final SmtpConnections connections;
    private final @Nullable EmailAddress sender;
    private final InstantSource time;
    private final List<Message> batch;
    private final List<@Nullable String> defects;
    private final @Nullable SmtpLetter[] letters;

    /** Two letters are alive at a time: the one that is sent, and the next, whose envelope goes ahead. */
    private final LetterBytes[] bytes = {new LetterBytes(CAPACITY), new LetterBytes(CAPACITY)};

    private int begun;
    private @Nullable SmtpConnection connection;
    private @Nullable String halt;
    private @Nullable String stop;
    private @Nullable String trouble;
    private int brokenInARow;
    private int ourFaultsInARow;

    SmtpBatch(SmtpConnections connections, @Nullable EmailAddress sender, InstantSource time, List<Message> batch) {
        this.connections = connections;
        this.sender = sender;
        this.time = time;
        this.batch = batch;
        defects = batch.stream().<@Nullable String>map(Defects::of).toList();
        letters = new SmtpLetter[batch.size()];
    }

    HandOver handOver() {
        List<SendOutcome> outcomes = new ArrayList<>(batch.size());
        try {
            for (int position = 0; position < batch.size(); position++) {
                outcomes.add(outcome(position));
            }
        } finally {
            if (connection != null) {
                connections.giveBack(connection);
            }
        }
        return new HandOver(outcomes, stop, Again.FREELY, trouble == null ? Condition.GOOD : Condition.bad(trouble));
    }

    private SendOutcome outcome(int position) {
        String defect = defects.get(position);
        if (defect != null) {
            return new SendOutcome.Rejected(defect, false);
        }
        if (halt != null) {
            return new SendOutcome.Deferred(halt, null);
        }
        if (isBeingStopped()) {
            return new SendOutcome.Deferred(STOPPED, Duration.ZERO);
        }
        try {
            return judge(pass(position));
        } catch (NotConnected e) {
            if (isBeingStopped()) {
                return new SendOutcome.Deferred(STOPPED, Duration.ZERO);
            }
            halt = String.valueOf(e.getMessage());
            stop = e.isLasting() ? halt : null;
            trouble = e.isLasting() ? null : halt;
            return new SendOutcome.Deferred(halt, null);
        }
    }

    private boolean isBeingStopped() {
        return connections.hasHungUp() || Thread.currentThread().isInterrupted();
    }

    private Passage pass(int position) throws NotConnected {
        boolean used = connection().hasServed();
        Passage passage = send(position);
        boolean expired = used && !passage.open() && passage.stage() == Stage.SENDER;
        // A server that has had enough of a connection says so when the next letter is announced.
        return expired ? send(position) : passage;
    }

    private Passage send(int position) throws NotConnected {
        SmtpConnection open = connection();
        SmtpLetter letter = letter(position).write(open.form());
        SmtpLetter next = open.takesNextAhead() ? following(position) : null;
        Passage passage = open.send(letter, next == null ? null : next.write(open.form()));
        if (!passage.open()) {
            connection = null;
            connections.forget(open);
        }
        return passage;
    }

    private @Nullable SmtpLetter following(int position) {
        for (int next = position + 1; next < batch.size(); next++) {
            if (defects.get(next) == null) {
                return letter(next);
            }
        }
        return null;
    }

    private SmtpLetter letter(int position) {
        SmtpLetter known = letters[position];
        if (known != null) {
            return known;
        }
        Message message = batch.get(position);
        EmailAddress from = sender == null ? message.from().address() : sender;
        SmtpLetter letter = new SmtpLetter(from, message, time.instant(), bytes[begun++ % 2]);
        letters[position] = letter;
        return letter;
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
            trouble = halt;
        }
        return verdict.outcome();
    }
}
