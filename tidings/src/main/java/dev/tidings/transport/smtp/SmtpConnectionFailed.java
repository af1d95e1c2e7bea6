package dev.tidings.transport.smtp;

/** No connection to the mail server came about; the message says why, for an operator, and holds no secret. */
final class SmtpConnectionFailed extends Exception {
    private final boolean permanent;

    /** @param lasting whether trying again is in vain until an operator acts */
    SmtpConnectionFailed(String reason, boolean lasting) {
        super(reason);
        this.permanent = lasting;
    }

    boolean isPermanent() {
        return permanent;
    }
}
