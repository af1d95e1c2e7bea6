package dev.tidings.testkit;

/** Directs one connection of an SMTP server and receives what comes over it. Called by one thread. */
public interface SmtpScript {
    /** Decides what happens at a step. May block. */
    SmtpAction at(SmtpStep step) throws InterruptedException;

    /** Called when a letter begins, after the 354. */
    default void messageStarted() {}

    /** Called with each line of a letter but the final dot; a leading dot is still doubled. */
    void line(LineReader line);

    /** Called at the final dot, before the script is asked what to do. */
    default void handedOver(String sender, String recipient) {}

    /** Called before the letter is answered with 250. */
    void accepted(String sender, String recipient);

    /** Called with each command line, before it is carried out. */
    default void command(String line) {}

    /** Called when more of the client's bytes have come than the reply answers (RFC 2920). */
    default void pipelined() {}
}
