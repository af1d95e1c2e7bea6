package dev.tidings.transport.smtp;

/**
 * Thrown if no connection to the mail server can be opened. The message is for an operator and contains no secret.
 */
final class SmtpConnectionFailed extends Exception {
    private final boolean permanent;

    /** @param permanent whether retries are useless until an operator acts */
    SmtpConnectionFailed(String reason, boolean permanent) {
        super(reason);
        this.permanent = permanent;
    }

    boolean isPermanent() {
        return permanent;
    }
}
