package dev.tidings.transport.smtp;

/**
 * Thrown if no connection to the mail server can be opened. The message is for an operator and contains no secret.
 */
final class SmtpConnectionFailed extends Exception {
    private final boolean permanent;

    /** @param lasting whether retries are useless until an operator acts */
    SmtpConnectionFailed(String reason, boolean lasting) {
        super(reason);
        this.permanent = lasting;
    }

    boolean isPermanent() {
        return permanent;
    }
}
