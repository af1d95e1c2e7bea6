package dev.tidings.testkit;

/** The steps of a connection at which an {@link SmtpScript} is asked. */
public enum SmtpStep {
    GREETING,
    EHLO,
    STARTTLS,
    AUTH,
    MAIL,
    RCPT,
    DATA,
    /** The first line of the letter has come. */
    BODY,
    /** The final dot has come. */
    DOT,
    RSET,
    QUIT
}
