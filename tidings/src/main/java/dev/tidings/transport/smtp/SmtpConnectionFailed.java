package dev.tidings.transport.smtp;

/**
 * Thrown if no connection to the mail server can be opened. The message is for an operator and contains no secret.
 */
final class SmtpConnectionFailed extends Exception {
    private final boolean permanent;
    private final boolean busy;

    /** @param permanent whether retries are useless until an operator acts */
    SmtpConnectionFailed(String reason, boolean permanent) {
        this(reason, permanent, false);
    }

    /** @param busy whether the server is there and takes no further connection now */
    SmtpConnectionFailed(String reason, boolean permanent, boolean busy) {
        super(reason);
        this.permanent = permanent;
        this.busy = busy;
    }

    boolean isBusy() {
        return busy;
    }

    boolean isPermanent() {
        return permanent;
    }
}
