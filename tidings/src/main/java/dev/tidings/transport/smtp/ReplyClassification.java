package dev.tidings.transport.smtp;

import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Rejected;
import dev.tidings.transport.SendOutcome.UnclearRefusal;
import dev.tidings.transport.SendOutcome.Unknown;
import dev.tidings.transport.smtp.SmtpExchange.SmtpStage;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of an SMTP exchange for its letter, by RFC 5321 4.2 and RFC 3463.
 *
 * @param stopReason why every letter would fail until an operator acts, or null
 */
record ReplyClassification(SendOutcome outcome, @Nullable String stopReason) {
    /** Authentication required, too weak, failed, encryption required (RFC 4954 6). */
    private static final Set<Integer> CREDENTIALS = Set.of(530, 534, 535, 538);

    /** No such mailbox, moved without a new address, domain that accepts no mail (RFC 7505), disabled. */
    private static final Set<String> DEAD = Set.of("5.1.1", "5.1.6", "5.1.10", "5.2.1");

    /** The sender's daily limit, at Google and at Microsoft. */
    private static final Set<String> QUOTA_STATUSES = Set.of("5.4.5", "5.1.90");

    /**
     * The daily limit in words, such as Amazon's "Daily message quota exceeded". Mailbox quotas and hourly limits do
     * not match.
     */
    private static final Pattern QUOTA =
            Pattern.compile("(?i)\\b(daily|monthly|sending)\\b[^.]{0,40}\\b(quota|limit)\\b");

    private static final Pattern OTHER_LIMITS = Pattern.compile("(?i)receiv|mailbox|hour");

    private static final String MAILBOX_FULL = "5.2.2";
    private static final String TOO_BIG = "5.3.4";
    private static final Pattern QUEUE_ID = Pattern.compile("\\b(?:queued as |id=)([A-Za-z0-9._-]{4,64})");

    static ReplyClassification of(SmtpExchange exchange) {
        SmtpReply reply = exchange.reply();
        if (reply.isLost() || (exchange.stage() == SmtpStage.LETTER && reply.isIntermediate())) {
            return lost(exchange.stage());
        }
        if (exchange.stage() == SmtpStage.LETTER && reply.isPositive()) {
            Matcher id = QUEUE_ID.matcher(reply.text());
            return forLetter(new Accepted(id.find() ? id.group(1) : null, null));
        }
        if (QUOTA_STATUSES.contains(reply.status()) || isQuotaText(reply.text())) {
            String exhausted = "The quota at the mail server is exhausted. " + reason(exchange);
            return new ReplyClassification(new Deferred(exhausted, null), exhausted);
        }
        if (CREDENTIALS.contains(reply.code())) {
            return stop(exchange);
        }
        if (ReplyWording.deniesAccess(reply)) {
            // After MAIL, a server may relay for some recipients, and check clients and senders for each of them.
            return exchange.stage() == SmtpStage.SENDER
                    ? stop(exchange)
                    : forLetter(new UnclearRefusal(reason(exchange), true));
        }
        if (!reply.isPermanent() || reply.isOutOfSequence()) {
            return forLetter(new Deferred(reason(exchange), null));
        }
        return refused(exchange);
    }

    private static boolean isQuotaText(String text) {
        return QUOTA.matcher(text).find() && !OTHER_LIMITS.matcher(text).find();
    }

    private static ReplyClassification lost(SmtpStage stage) {
        return forLetter(
                stage == SmtpStage.LETTER
                        ? new Unknown("The connection was lost after the letter was handed over, before the answer")
                        : new Deferred("The connection was lost before the letter was handed over", null));
    }

    private static ReplyClassification refused(SmtpExchange exchange) {
        SmtpReply reply = exchange.reply();
        String status = reply.status();
        String reason = reason(exchange);
        if (exchange.stage() == SmtpStage.SENDER && !status.equals(TOO_BIG) && reply.code() != 552) {
            return stop(exchange);
        }
        if (status.equals(MAILBOX_FULL) || ReplyWording.saysLater(reply)) {
            return forLetter(new Deferred(reason, null));
        }
        if (isDead(reply)) {
            return forLetter(new Rejected(reason, true));
        }
        boolean full = exchange.stage() == SmtpStage.RECIPIENT && reply.code() == 552 && status.isEmpty();
        return forLetter(full ? new Deferred(reason, null) : new UnclearRefusal(reason));
    }

    /** What Postfix asked another server counts, not the code that it gives all of its answers. */
    private static boolean isDead(SmtpReply reply) {
        SmtpReply answer = ReplyWording.answerOfOtherServer(reply);
        return (DEAD.contains(answer.status()) || ReplyWording.saysUnknownUser(answer))
                && !ReplyWording.speaksOfOthers(answer);
    }

    private static ReplyClassification stop(SmtpExchange exchange) {
        String reason = reason(exchange);
        return new ReplyClassification(new Deferred(reason, null), reason);
    }

    private static ReplyClassification forLetter(SendOutcome outcome) {
        return new ReplyClassification(outcome, null);
    }

    private static String reason(SmtpExchange exchange) {
        return "The mail server refused " + exchange.stage().subject + ": "
                + exchange.reply().displayText();
    }
}
