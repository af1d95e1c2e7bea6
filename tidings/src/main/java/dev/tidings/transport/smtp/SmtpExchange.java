package dev.tidings.transport.smtp;

/**
 * How far one letter came on a connection.
 *
 * @param stage the last one that was reached
 * @param reply the answer there
 * @param connectionUsable whether the connection can take the next letter
 */
record SmtpExchange(SmtpStage stage, SmtpReply reply, boolean connectionUsable) {

    /** The steps of handing over one letter (RFC 5321 3.3). */
    enum SmtpStage {
        /** MAIL FROM. */
        SENDER("the sender"),
        /** RCPT TO. */
        RECIPIENT("the recipient"),
        /** DATA and the letter up to its final dot: whatever breaks here, the server has nothing. */
        DATA("the letter's begin"),
        /** From the final dot on: if the answer is lost, the server may have taken the letter. */
        LETTER("the letter");

        final String subject;

        SmtpStage(String subject) {
            this.subject = subject;
        }
    }
}
