package dev.tidings.transport.smtp;

/**
 * The result of sending one letter on a connection.
 *
 * @param stage the last stage reached
 * @param reply the server's reply at that stage
 * @param connectionUsable whether the connection can send the next letter
 */
record SmtpExchange(SmtpStage stage, SmtpReply reply, boolean connectionUsable) {

    /** The stages of sending one letter (RFC 5321 3.3). */
    enum SmtpStage {
        /** MAIL FROM. */
        SENDER("the sender"),
        /** RCPT TO. */
        RECIPIENT("the recipient"),
        /** DATA and the letter up to its final dot. After a failure here the server has nothing. */
        DATA("the start of the letter"),
        /** From the final dot on. If the answer is lost, the server may have accepted the letter. */
        LETTER("the letter");

        final String subject;

        SmtpStage(String subject) {
            this.subject = subject;
        }
    }
}
