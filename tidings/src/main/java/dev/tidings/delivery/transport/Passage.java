package dev.tidings.delivery.transport;

/**
 * How far one letter came on a connection.
 *
 * @param stage the last one that was reached
 * @param reply the answer there
 * @param open whether the connection can take the next letter
 */
record Passage(Stage stage, SmtpReply reply, boolean open) {

    /** The steps of handing over one letter (RFC 5321 3.3). */
    enum Stage {
        /** MAIL FROM. */
        SENDER("the sender"),
        /** RCPT TO. */
        RECIPIENT("the recipient"),
        /** DATA and the letter up to its final dot: whatever breaks here, the server has nothing. */
        DATA("the letter's begin"),
        /** From the final dot on: if the answer is lost, the server may have taken the letter. */
        LETTER("the letter");

        final String subject;

        Stage(String subject) {
            this.subject = subject;
        }
    }
}
