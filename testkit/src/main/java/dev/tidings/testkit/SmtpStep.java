package dev.tidings.testkit;

/** The steps of a connection that an {@link SmtpScript} decides. */
public enum SmtpStep {
    GREETING,
    EHLO,
    STARTTLS,
    AUTH,
    MAIL,
    RCPT,
    DATA,
    /** The first line of the letter has arrived. */
    BODY,
    /** The final dot has arrived. */
    DOT,
    RSET,
    QUIT
}
