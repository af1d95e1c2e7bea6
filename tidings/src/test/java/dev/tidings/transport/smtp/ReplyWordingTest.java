package dev.tidings.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Rejected;
import dev.tidings.transport.SendOutcome.UnclearRefusal;
import dev.tidings.transport.smtp.SmtpExchange.SmtpStage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What mail servers and providers answer to RCPT, in their own words. */
class ReplyWordingTest {
    private static ReplyClassification classify(String text) {
        String reply = text.replace("|", "\r\n");
        return ReplyClassification.of(new SmtpExchange(
                SmtpStage.RECIPIENT, SmtpReply.of(Integer.parseInt(reply.substring(0, 3)), reply), true));
    }

    private static SendOutcome outcome(String text) {
        ReplyClassification meaning = classify(text);
        assertThat(meaning.stopReason()).isNull();
        return meaning.outcome();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "530 5.7.57 Client not authenticated to send mail",
                "530-5.5.1 Authentication Required. Learn more at|530 5.5.1 https://support.google.com/mail",
                "535 5.7.8 Bad credentials",
            })
    void loginIsRefused(String reply) {
        ReplyClassification meaning = classify(reply);
        assertThat(meaning.stopReason()).isNotNull();
        assertThat(meaning.outcome()).isInstanceOf(Deferred.class);
    }

    /** A server can relay for some recipients, and check clients and senders by other rules for one recipient than for others. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // Exim
                "550 relay not permitted",
                "550 authentication required",
                // Postfix
                "554 5.7.1 <ann@reader.example>: Relay access denied",
                "454 4.7.1 <ann@reader.example>: Relay access denied",
                // Sendmail
                "550 5.7.1 <ann@reader.example>... Relaying denied. Proper authentication required.",
                "550 5.7.1 <ann@reader.example>... Relaying denied",
                // qmail
                "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
                "553 sorry, relaying denied from your location [192.0.2.1] (#5.7.1)",
                // Exchange and Microsoft 365
                "550 5.7.1 Unable to relay",
                "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain",
                "550 5.7.1 Client was not authenticated",
                // Google
                "550-5.7.1 Invalid credentials for relay [192.0.2.1]. The IP address you've|550 5.7.1 registered in your "
                        + "account does not match. Mail relay denied",
                // Others
                "550 You must authenticate first",
                "503 This mail server requires authentication when attempting to send to a non-local address",
                "503 AUTH first (#5.5.1)",
                "550 5.7.1 We do not relay for you",
                // Exim
                "550-Verification failed for <news@tidings.example>|550 Sender verify failed",
                // Postfix
                "554 5.7.1 <unknown[192.0.2.1]>: Client host rejected: Access denied",
                "553 5.7.1 <news@tidings.example>: Sender address rejected: not owned by user ann",
                "550 5.1.8 <news@tidings.example>: Sender address rejected: Domain not found",
                "504 5.5.2 <mail>: Helo command rejected: need fully-qualified hostname",
                // Exchange and Microsoft 365
                "550 5.7.60 SMTP; Client does not have permissions to send as this sender",
                "550 5.1.8 Access denied, bad outbound sender AS(42004)",
                "550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP",
                // Others
                "554 Message rejected: Email address is not verified.",
            })
    void accessIsDeniedForThisRecipientAtLeast(String reply) {
        ReplyClassification meaning = classify(reply);
        assertThat(meaning.stopReason()).isNull();
        assertThat(meaning.outcome())
                .isInstanceOfSatisfying(
                        UnclearRefusal.class,
                        refusal -> assertThat(refusal.deniesAccess()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Exim
                "550 Unknown user",
                "550 no such user",
                "550 No Such User Here",
                // Postfix
                "550 5.1.1 <ann@reader.example>: Recipient address rejected: User unknown in local recipient table",
                "550 <ann@reader.example>: Recipient address rejected: User unknown in virtual mailbox table",
                "550 5.1.1 <a@b.example>: Recipient address rejected: undeliverable address: host mx.b.example said: 550 5.1.1"
                        + " <a@b.example>: User unknown in virtual mailbox table (in reply to RCPT TO command)",
                "550 5.1.1 <a@b.example>: Recipient address rejected: undeliverable address: unknown user: \"a\"",
                // Sendmail
                "550 5.1.1 <ann@reader.example>... User unknown",
                // qmail
                "550 sorry, no mailbox here by that name (#5.1.1)",
                "511 sorry, no mailbox here by that name (#5.1.1 - chkuser)",
                // Exchange and Microsoft 365
                "550 5.1.1 User unknown",
                "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
                "550 5.4.1 Recipient address rejected: Access denied. AS(201806281)",
                // Google
                "550-5.1.1 The email account that you tried to reach does not exist. Please try|550-5.1.1 double-checking "
                        + "the recipient's email address for typos or|550 5.1.1 unnecessary spaces.",
                "550 5.2.1 The email account that you tried to reach is disabled.",
                // Yahoo
                "554 delivery error: dd This user doesn't have a yahoo.com account (ann@yahoo.com) [0]",
                "552 1 Requested mail action aborted, mailbox not found",
                // Apple
                "550 5.1.1 <ann@icloud.com>: user does not exist",
                "550 5.1.1 unknown or illegal alias: ann@me.com",
                // Others
                "550 5.7.1 No such user!",
                "550 5.1.1 Mailbox does not exist",
                "550 Invalid recipient",
                "550 User not found: ann@reader.example",
                "550 <ann@reader.example> is not a valid mailbox",
                "554 5.1.6 Address has moved",
                "556 5.1.10 Domain takes no mail",
            })
    void mailboxDoesNotExist(String reply) {
        assertThat(outcome(reply))
                .isInstanceOf(Rejected.class)
                .matches(outcome -> ((Rejected) outcome).addressIsDead());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 5.7.1 Message rejected due to local policy",
                "550 Administrative prohibition",
                "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org",
                "550-5.7.26 This mail has been blocked because the sender is unauthenticated.|550 5.7.26 Gmail requires "
                        + "all senders to authenticate with either SPF or DKIM.",
                "550 5.7.1 RESOLVER.RST.AuthRequired; authentication required",
                "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; Delivery restriction check failed",
                "550 5.7.1 Sender address rejected: blocked by recipient",
                "550 5.7.515 Access denied, sending domain does not meet the required authentication level.",
                "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Part of their network is on our block list",
                "550 Requested action not taken: mailbox unavailable",
                "550 5.5.0 Requested action not taken: mailbox unavailable",
                "554 5.7.9 Message not accepted for policy reasons.",
                "550 Your account is disabled",
                "550 5.1.2 <ann@reader.example>: Recipient address rejected: Domain not found",
                "550 unknown recipient domain",
                "554 5.0.0 No",
                // The answer of another server, quoted: it denies access to the one that asked.
                "550 5.1.0 host mx.reader.example said: 554 5.7.1 Relay access denied",
                "550-Callout verification failed:|550 relay not permitted",
                // Postfix verified the address: its own code says nothing.
                "550 5.1.1 <a@b.example>: Recipient address rejected: undeliverable address: host mx.b.example said: 554 5.7.1"
                        + " Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org (in reply to RCPT TO command)",
                "550 5.1.1 <a@b.example>: Recipient address rejected: undeliverable address: host mx.b.example said: 550 5.7.1"
                        + " <postmaster@relay.example>: Sender address rejected: Access denied (in reply to MAIL FROM command)",
                "550 5.1.1 <a@b.example>: Recipient address rejected: undeliverable address: TLS is required, but was not offered"
                        + " by host mx.b.example",
                "550 5.1.1 <a@b.example>: Recipient address rejected: unverified address: connect to mx.b.example: Connection refused",
                "550 5.1.1 <a@b.example>: Recipient address rejected: unverified address: Address verification in progress",
                "550 5.1.1 <a@b.example>: Recipient address rejected: unverified address: host mx.b.example said: 450 4.1.1"
                        + " <a@b.example>: User unknown (in reply to RCPT TO command)",
                // About the sender, or a server that cannot look anybody up.
                "550 No such user digest@tidings.example, sender callback failed",
                "550 5.1.1 <digest@tidings.example>: user unknown, backscatter check",
                "550 5.2.1 Sending account disabled",
                "550 5.1.1 Too many unknown users from your host",
                "550 Invalid recipient, you have sent to too many invalid recipients and are blocked",
                "550 5.1.1 Mailbox unavailable, your IP is blocked by Spamhaus",
                "550 Unknown user: sender not in recipient contact list",
                "550 5.1.1 Recipient verification failed: LDAP server unreachable",
                "550 Directory lookup failed (timeout), user unknown at this time, try later",
                "550 user database is not available, address unknown",
                "550 5.2.1 mailbox temporarily disabled",
                "550 5.2.1 Mailbox is suspended for maintenance",
            })
    void refusalIsUnclear(String reply) {
        assertThat(outcome(reply)).isInstanceOf(UnclearRefusal.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "550-5.2.1 The user you are trying to contact is receiving mail at a rate that|550 5.2.1 prevents additional "
                        + "messages from being delivered.",
                "554 mailbox is full",
                "550 5.7.1 Mailbox over quota",
                "552 5.2.2 The email account that you tried to reach is over quota",
                "503 5.5.1 Error: need MAIL command",
                "450 4.1.8 <news@tidings.example>: Sender address rejected: Domain not found",
                "450 4.7.1 Client host rejected: cannot find your reverse hostname",
                "451 4.7.1 Greylisting in action",
            })
    void letterIsTriedLater(String reply) {
        assertThat(outcome(reply)).isInstanceOf(Deferred.class);
    }
}
