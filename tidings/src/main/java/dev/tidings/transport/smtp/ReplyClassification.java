package dev.tidings.transport.smtp;

import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Rejected;
import dev.tidings.transport.SendOutcome.Unknown;
import dev.tidings.transport.smtp.SmtpExchange.SmtpStage;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a letter's passage means for it, by RFC 5321 4.2 and RFC 3463.
 *
 * @param stopReason why no letter would fare better until an operator acts, or null
 * @param ourFault whether the refusal speaks of us or of what we wrote, not of the address
 */
record ReplyClassification(SendOutcome outcome, @Nullable String stopReason, boolean ourFault) {
    /** Authentication required, too weak, failed, encryption required (RFC 4954 6). */
    private static final Set<Integer> CREDENTIALS = Set.of(530, 534, 535, 538);

    /** No such mailbox, moved without a trace, domain that takes no mail (RFC 7505), disabled. */
    private static final Set<String> DEAD = Set.of("5.1.1", "5.1.6", "5.1.10", "5.2.1");

    /** The sender's limit for a day, at Google and at Microsoft. */
    private static final Set<String> USED_UP = Set.of("5.4.5", "5.1.90");

    /** The same in words, as of Amazon's "Daily message quota exceeded"; a mailbox has quotas too, and an hour passes. */
    private static final Pattern QUOTA =
            Pattern.compile("(?i)\\b(daily|monthly|sending)\\b[^.]{0,40}\\b(quota|limit)\\b");

    private static final Pattern NOT_OURS = Pattern.compile("(?i)receiv|mailbox|hour");

    private static final String MAILBOX_FULL = "5.2.2";
    private static final String TOO_BIG = "5.3.4";
    private static final Pattern QUEUE_ID = Pattern.compile("\\b(?:queued as |id=)([A-Za-z0-9._-]{4,64})");

    static ReplyClassification of(SmtpExchange passage) {
        SmtpReply reply = passage.reply();
        if (reply.isLost() || (passage.stage() == SmtpStage.LETTER && reply.isIntermediate())) {
            return lost(passage.stage());
        }
        if (passage.stage() == SmtpStage.LETTER && reply.isPositive()) {
            Matcher id = QUEUE_ID.matcher(reply.text());
            return forLetter(new Accepted(id.find() ? id.group(1) : null, null));
        }
        if (USED_UP.contains(reply.status()) || isUsedUpInWords(reply.text())) {
            String usedUp = "Our quota at the mail server is used up. " + reason(passage);
            return new ReplyClassification(new Deferred(usedUp, null), usedUp, true);
        }
        if (!reply.isPermanent()) {
            return forLetter(new Deferred(reason(passage), null));
        }
        return refused(passage);
    }

    private static boolean isUsedUpInWords(String text) {
        return QUOTA.matcher(text).find() && !NOT_OURS.matcher(text).find();
    }

    private static ReplyClassification lost(SmtpStage stage) {
        return forLetter(
                stage == SmtpStage.LETTER
                        ? new Unknown("The connection was lost after the letter was handed over, before the answer")
                        : new Deferred("The connection was lost before the letter was handed over", null));
    }

    private static ReplyClassification refused(SmtpExchange passage) {
        SmtpReply reply = passage.reply();
        String status = reply.status();
        String reason = reason(passage);
        boolean tooBig = status.equals(TOO_BIG) || (passage.stage() == SmtpStage.SENDER && reply.code() == 552);
        if (CREDENTIALS.contains(reply.code()) || (passage.stage() == SmtpStage.SENDER && !tooBig)) {
            return new ReplyClassification(new Deferred(reason, null), reason, true);
        }
        boolean full = status.equals(MAILBOX_FULL)
                || (passage.stage() == SmtpStage.RECIPIENT && reply.code() == 552 && status.isEmpty());
        if (full) {
            return forLetter(new Deferred(reason, null));
        }
        return new ReplyClassification(
                new Rejected(reason, DEAD.contains(status)), null, tooBig || status.startsWith("5.7."));
    }

    private static ReplyClassification forLetter(SendOutcome outcome) {
        return new ReplyClassification(outcome, null, false);
    }

    private static String reason(SmtpExchange passage) {
        return "The mail server refused " + passage.stage().subject + ": "
                + passage.reply().displayText();
    }
}
