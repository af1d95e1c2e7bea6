package dev.tidings.testkit;

/** Controls one connection of an SMTP server and receives its letters and commands. Called by one thread. */
public interface SmtpScript {
    /** Returns the action for a step. May block. */
    SmtpAction at(SmtpStep step) throws InterruptedException;

    /** Called at the start of a letter, after the 354. */
    default void messageStarted() {}

    /** Called with each line of a letter except the final dot. A leading dot is still doubled. */
    void line(LineReader line);

    /** Called at the final dot, before {@link #at}. */
    default void handedOver(String sender, String recipient) {}

    /** Called before the 250 for the letter is sent. */
    void accepted(String sender, String recipient);

    /** Called with each command line before its execution. */
    default void command(String line) {}

    /** Called if the client has sent more bytes before the reply (RFC 2920). */
    default void pipelined() {}
}
