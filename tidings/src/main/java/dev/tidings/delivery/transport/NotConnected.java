package dev.tidings.delivery.transport;

/** No connection to the mail server came about; the message says why, for an operator, and holds no secret. */
final class NotConnected extends Exception {
    private final boolean lasting;

    /** @param lasting whether trying again is in vain until an operator acts */
    NotConnected(String reason, boolean lasting) {
        super(reason);
        this.lasting = lasting;
    }

    boolean isLasting() {
        return lasting;
    }
}
