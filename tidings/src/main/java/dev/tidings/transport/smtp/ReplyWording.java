package dev.tidings.transport.smtp;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What refusals say in words where their codes say too little. {@code ReplyWordingTest} lists the sentences of Postfix,
 * Exim, Sendmail, qmail, Exchange and large providers.
 */
final class ReplyWording {
    /** The answer of another server, quoted. It speaks of the server that asked, not of us. */
    private static final Pattern QUOTED = Pattern.compile("(?i)\\bsaid:|\\bcall-?(?:out|back|ahead)\\b");

    /** Exchange's answer for a person or group that takes mail from chosen senders only. It denies access to nobody else. */
    private static final Pattern RESTRICTED_RECIPIENT = any(
            "\\bresolver\\.rst\\.",
            "\\bsenderNotAuthenticatedFor(?:Group|Mailbox|MailUser|PublicFolder)\\b",
            "\\b5\\.7\\.13[3-6]\\b",
            "\\bblocked by (?:the |this )?(?:recipient|user)\\b");

    private static final Pattern NO_RELAY = any(
            "\\brelay(?:ing)?\\b.{0,40}\\b(?:not permitted|not allowed|denied|prohibited|disallowed|refused|forbidden)",
            "\\b(?:not|unable|cannot|can't|don't|won't|no)\\b(?: \\S+){0,4} relay(?:ing)?\\b",
            "\\brcpthosts\\b");

    private static final Pattern NO_ACCESS = any(
            "\\bauth(?:enticat\\w+)?\\b.{0,20}\\b(?:is )?(?:required|first|needed)\\b",
            "\\b(?:must|requires?|need to|please)(?: \\S+){0,2} (?:auth|authenticat\\w+|log ?in)\\b",
            "\\bclient (?:was |is )?not authenticated\\b",
            "\\b(?:client host|helo command) rejected\\b",
            "\\bsender address rejected\\b",
            "\\bsender (?:verif\\w+ failed|not allowed|not authorized|unknown)\\b",
            "\\bnot (?:allowed|permitted|authorized) to send (?:\\S+ )?(?:as|from|on behalf)\\b",
            "\\bpermissions? to send as\\b",
            "\\baddress (?:is )?not verified\\b");

    /** Sender unknown or its domain (RFC 3463); Microsoft's codes for "log in", "relay", "send as" and banned clients. */
    private static final Set<String> NO_ACCESS_STATUSES = Set.of(
            "5.1.7", "5.1.8", "5.7.54", "5.7.57", "5.7.60", "5.7.64", "5.7.501", "5.7.502", "5.7.503", "5.7.708");

    private static final Pattern UNKNOWN_USER = any(
            "\\b(?:no such|unknown|invalid|non-?existent)(?: local| virtual| email)? "
                    + "(?:user|recipient|mailbox|account|addressee|person)\\b",
            "\\b(?:user|recipient|mailbox|account|addressee)\\b(?: \\S+){0,6}? "
                    + "(?:unknown|not found|not known|does not exist|doesn't exist|no longer exists|not exist)\\b",
            "\\b(?:address|recipient) does(?:n't| not) exist\\b",
            "\\bno (?:mailbox|user|account) (?:here |with |by )",
            "\\bdoes(?:n't| not) have an? \\S+ account\\b",
            "\\bunknown or illegal alias\\b",
            "\\brecipientnotfound\\b",
            "\\bnot a (?:valid|known) (?:mailbox|user|recipient|account)\\b",
            "\\bmailbox (?:is )?(?:disabled|deactivated|closed)\\b",
            "\\butilisateur inconnu\\b|\\bbenutzer unbekannt\\b|\\bempf[aä]e?nger unbekannt\\b");

    /** Microsoft's edge servers for a recipient that is not in the directory. */
    private static final Pattern NOT_IN_DIRECTORY =
            Pattern.compile("(?i)5\\.4\\.1\\b.{0,80}\\brecipient address rejected: access denied");

    /** Speaks of our account, our host or sender, of a domain, or of a directory that cannot be asked. */
    private static final Pattern OTHERS = any(
            "\\byour (?:account|mailbox|server|domain|host|ip)\\b",
            "\\b(?:domain|host|dns)\\b.{0,20}\\b(?:unknown|not found|not exist|doesn't exist)\\b",
            "\\b(?:unknown|invalid|no such) (?:\\S+ )?(?:domain|host)\\b",
            "\\b(?:sender|sending|callback|callout|backscatter|logged in|too many|spamhaus|block ?list)\\b",
            "\\b(?:ldap|database|directory (?:lookup|server)|timeout|timed out|try later|try again|at this time|maintenance)\\b",
            "\\b(?:temporar\\w+|unverified|in progress|unreachable|connection refused)\\b",
            "\\byou (?:have|are)\\b");

    /** Postfix's answer when it verified an address (ADDRESS_VERIFICATION_README), and the server that it quotes. */
    private static final Pattern VERIFIED = Pattern.compile("(?i)\\b((un(?:deliverable|verified)) address: (.*))");

    private static final Pattern SAID = Pattern.compile("(?i)\\bsaid: ([245]\\d\\d)[ -](.*)");

    private static final Pattern TEMPORARY = any(
            "\\b(?:mailbox|inbox)(?: \\S+)? (?:is )?full\\b",
            "\\bover ?quota\\b",
            "\\breceiving (?:e-?mail|mail|messages) (?:at|too)\\b");

    private static final Pattern BREAKS = Pattern.compile("\\R\\d{3}[ -](?:[245]\\.\\d{1,3}\\.\\d{1,3} )?|\\s+");

    private ReplyWording() {}

    private static Pattern any(String... expressions) {
        return Pattern.compile(String.join("|", expressions), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /**
     * Whether the server takes no mail from this client or sender, at least for this recipient. Of temporary replies, only
     * those about relaying count: Postfix answers 454 4.7.1 until the client may relay.
     */
    static boolean deniesAccess(SmtpReply reply) {
        String text = oneLine(reply);
        return speaksOfUs(text)
                && (NO_RELAY.matcher(text).find()
                        || (reply.isPermanent()
                                && (NO_ACCESS_STATUSES.contains(reply.status())
                                        || NO_ACCESS.matcher(text).find())));
    }

    private static boolean speaksOfUs(String text) {
        return !QUOTED.matcher(text).find()
                && !RESTRICTED_RECIPIENT.matcher(text).find();
    }

    /** Whether the words say that the mailbox does not exist. */
    static boolean saysUnknownUser(SmtpReply reply) {
        String text = oneLine(reply);
        return UNKNOWN_USER.matcher(text).find()
                || NOT_IN_DIRECTORY.matcher(text).find();
    }

    /** Whether the words speak of us, of a domain, or of a server that cannot look the mailbox up. */
    static boolean speaksOfOthers(SmtpReply reply) {
        return OTHERS.matcher(oneLine(reply)).find();
    }

    /**
     * The answer that Postfix got when it verified the address: the words after "said:" if it is undeliverable, otherwise
     * Postfix's own without the code, which it gives to all of them. Any other reply is returned unchanged.
     */
    static SmtpReply answerOfOtherServer(SmtpReply reply) {
        Matcher verified = VERIFIED.matcher(oneLine(reply));
        if (!verified.find()) {
            return reply;
        }
        Matcher said = SAID.matcher(verified.group(3));
        return verified.group(2).equalsIgnoreCase("undeliverable") && said.find()
                ? new SmtpReply(Integer.parseInt(said.group(1)), said.group(1) + " " + said.group(2))
                : new SmtpReply(reply.code(), reply.code() + " " + verified.group(1));
    }

    /** Whether the mailbox is full or gets too much mail now, whatever the code says. */
    static boolean saysLater(SmtpReply reply) {
        return TEMPORARY.matcher(oneLine(reply)).find();
    }

    private static String oneLine(SmtpReply reply) {
        return BREAKS.matcher(reply.text()).replaceAll(" ").replace('\u2019', '\'');
    }
}
