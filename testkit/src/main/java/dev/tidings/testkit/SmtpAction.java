package dev.tidings.testkit;

/** What an SMTP server does at one step. */
public sealed interface SmtpAction {
    /** Performs the step as the standard requires. */
    record Proceed() implements SmtpAction {}

    /**
     * Sends another reply and does not perform the step.
     *
     * @param text complete reply lines, joined by CRLF
     */
    record SendReply(String text, boolean thenClose) implements SmtpAction {}

    record CloseConnection() implements SmtpAction {}

    /** Keeps the connection open without reading or replying until the server is closed. */
    record Stall() implements SmtpAction {}
}
