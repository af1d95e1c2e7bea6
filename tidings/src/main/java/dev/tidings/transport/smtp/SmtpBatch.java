package dev.tidings.transport.smtp;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Message;
import dev.tidings.transport.HandOverListener;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.Transport.HandOverResult;
import dev.tidings.transport.Transport.RetryMode;
import dev.tidings.transport.Transport.TransportStatus;
import dev.tidings.transport.mime.InvalidMessage;
import dev.tidings.transport.mime.MimeBuffer;
import dev.tidings.transport.smtp.SmtpExchange.SmtpStage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One batch sent to a mail server letter by letter.
 *
 * <p>A broken connection affects only the letter in flight; the next letter uses a new connection. The rest of the
 * batch is deferred if no connection can be opened, three in a row break, the server takes no letter now, or an operator
 * must act.
 */
final class SmtpBatch {
    private static final int MAX_FAILURES_IN_A_ROW = 3;

    /** More tell nothing new, and Postfix delays each further error of a client by a second. */
    private static final int MAX_DENIED_IN_A_ROW = 5;

    private static final SendOutcome NOT_OFFERED = new SendOutcome.Deferred(
            "not offered: the mail server denied access for the letters before it", Duration.ZERO);
    private static final String SHUTTING_DOWN = "The node is shutting down; the letter was not started";

    /** Initial buffer size in bytes, enough for a usual letter. It grows if needed. */
    private static final int CAPACITY = 1 << 16;

    private final SmtpSession session;
    private final @Nullable EmailAddress sender;
    private final InstantSource time;
    private final List<Message> batch;
    private final HandOverListener listener;
    private final List<@Nullable String> defects;
    private final @Nullable SmtpMessage[] letters;

    /** Buffers of two letters: the one being sent, and the next one, whose envelope is pipelined. */
    private final MimeBuffer[] bytes = {new MimeBuffer(CAPACITY), new MimeBuffer(CAPACITY)};

    private int started;

    /** Position of the last letter that the listener let start. */
    private int lastAllowed = -1;

    private boolean startsNoMore;
    private @Nullable String deferReason;
    private @Nullable String stopReason;
    private @Nullable String outage;
    private int brokenInARow;
    private int deniedInARow;

    SmtpBatch(
            SmtpSession session,
            @Nullable EmailAddress sender,
            InstantSource time,
            List<Message> batch,
            HandOverListener listener) {
        this.session = session;
        this.sender = sender;
        this.time = time;
        this.batch = batch;
        this.listener = listener;
        defects =
                batch.stream().<@Nullable String>map(InvalidMessage::reasonFor).toList();
        letters = new SmtpMessage[batch.size()];
    }

    HandOverResult handOver() {
        List<SendOutcome> outcomes = new ArrayList<>(batch.size());
        for (int position = 0; position < batch.size(); position++) {
            SendOutcome outcome = outcome(position);
            listener.onOutcome(position, outcome);
            outcomes.add(outcome);
        }
        return new HandOverResult(
                outcomes,
                stopReason,
                RetryMode.ANY_BATCH,
                outage == null ? TransportStatus.OK : TransportStatus.failed(outage));
    }

    private SendOutcome outcome(int position) {
        String defect = defects.get(position);
        if (defect != null) {
            return new SendOutcome.Rejected(defect, false);
        }
        if (deferReason != null) {
            return new SendOutcome.Deferred(deferReason, null);
        }
        if (deniedInARow == MAX_DENIED_IN_A_ROW) {
            return NOT_OFFERED;
        }
        if (session.isShuttingDown()) {
            return new SendOutcome.Deferred(SHUTTING_DOWN, Duration.ZERO);
        }
        if (startsNoMore) {
            return SendOutcome.Deferred.NOT_STARTED;
        }
        try {
            SmtpExchange exchange = sendOnLiveConnection(position);
            return exchange == null ? SendOutcome.Deferred.NOT_STARTED : evaluate(exchange);
        } catch (SmtpConnectionFailed e) {
            if (session.isShuttingDown()) {
                return new SendOutcome.Deferred(SHUTTING_DOWN, Duration.ZERO);
            }
            deferReason = String.valueOf(e.getMessage());
            stopReason = e.isPermanent() ? deferReason : null;
            outage = e.isPermanent() ? null : deferReason;
            return new SendOutcome.Deferred(deferReason, null);
        }
    }

    /** Asks the listener once for each letter and connection. */
    private boolean mayStart(int position) {
        if (position > lastAllowed && !startsNoMore) {
            startsNoMore = !listener.mayStart(position);
            lastAllowed = startsNoMore ? lastAllowed : position;
        }
        return position <= lastAllowed;
    }

    /** Returns null if the letter may no longer start. */
    private @Nullable SmtpExchange sendOnLiveConnection(int position) throws SmtpConnectionFailed {
        int before = session.connection().letters();
        SmtpExchange exchange = send(position);
        if (exchange == null || exchange.stage() == SmtpStage.LETTER) {
            return exchange;
        }
        boolean refusedSender = before > 0 && exchange.stage() == SmtpStage.SENDER;
        boolean expired = refusedSender && !exchange.connectionUsable();
        boolean limited = refusedSender && exchange.reply().isLimit();
        if (!expired && !limited && !exchange.reply().isOutOfSequence()) {
            return exchange;
        }
        // Nothing of the letter has left. A new connection has sent no letter, and has no state to disagree about.
        lastAllowed = position - 1;
        session.renew();
        SmtpExchange again = send(position);
        if (limited && again != null && again.stage() != SmtpStage.SENDER) {
            session.limits().learnLettersPerConnection(before);
        }
        return again;
    }

    /**
     * Asks with the connection open: opening one can take longer than a letter may wait. Asks again if the envelope was
     * sent ahead: the letter before may have taken long.
     */
    private @Nullable SmtpExchange send(int position) throws SmtpConnectionFailed {
        SmtpConnection open = session.connection();
        boolean envelopeSent = open.hasPendingEnvelope();
        if (envelopeSent) {
            lastAllowed = position - 1;
        }
        if (!mayStart(position)) {
            if (envelopeSent) {
                open.closeNow();
                session.discard(open);
            }
            return null;
        }
        SmtpMessage letter = letter(position).write(open.format());
        boolean ahead = open.pipelinesNextEnvelope() && session.limits().hasRoomForTwo(open);
        SmtpMessage next = ahead ? following(position) : null;
        SmtpExchange exchange = open.send(
                letter, next == null ? null : next.write(open.format()), () -> listener.onFinalByte(position));
        if (!exchange.connectionUsable()) {
            lastAllowed = position;
            session.discard(open);
        }
        return exchange;
    }

    private @Nullable SmtpMessage following(int position) {
        for (int next = position + 1; next < batch.size(); next++) {
            if (defects.get(next) == null) {
                return mayStart(next) ? letter(next) : null;
            }
        }
        return null;
    }

    private SmtpMessage letter(int position) {
        SmtpMessage created = letters[position];
        if (created != null) {
            return created;
        }
        Message message = batch.get(position);
        EmailAddress from = sender == null ? message.from().address() : sender;
        SmtpMessage letter = new SmtpMessage(from, message, time.instant(), bytes[started++ % 2]);
        letters[position] = letter;
        return letter;
    }

    private SendOutcome evaluate(SmtpExchange exchange) {
        ReplyClassification classification = ReplyClassification.of(exchange);
        brokenInARow = exchange.connectionUsable() ? 0 : brokenInARow + 1;
        stopReason = classification.stopReason();
        SendOutcome.UnclearRefusal unclear =
                classification.outcome() instanceof SendOutcome.UnclearRefusal refusal ? refusal : null;
        deniedInARow = unclear != null && unclear.deniesAccess() ? deniedInARow + 1 : 0;
        if (stopReason != null || unclear != null) {
            session.refused();
        }
        if (stopReason != null) {
            deferReason = stopReason;
        } else if (exchange.stage() == SmtpStage.SENDER
                && classification.outcome() instanceof SendOutcome.Deferred later
                && !exchange.reply().isLost()) {
            // MAIL does not name the recipient: the server takes no letter now.
            deferReason = later.reason();
            outage = deferReason;
        } else if (brokenInARow == MAX_FAILURES_IN_A_ROW) {
            deferReason = "The connection to the mail server broke " + MAX_FAILURES_IN_A_ROW + " times in a row";
            outage = deferReason;
        }
        return classification.outcome();
    }
}
