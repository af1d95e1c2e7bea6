package dev.tidings.testkit;

/** What an SMTP server does at one step. */
public sealed interface SmtpAction {
    /** Does what the standard asks for. */
    record Proceed() implements SmtpAction {}

    /**
     * Replies this instead, and leaves the step undone.
     *
     * @param text whole reply lines, joined by CRLF
     */
    record SendReply(String text, boolean thenClose) implements SmtpAction {}

    record CloseConnection() implements SmtpAction {}

    /** Keeps the connection open, and neither reads nor replies, until the server is closed. */
    record Stall() implements SmtpAction {}
}
