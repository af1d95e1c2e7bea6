package dev.tidings.audience;

/**
 * A recipient as stored now.
 *
 * @param version {@code users.recipient_version}: changes whenever the user's opt-ins, suppression, address or account
 *     change
 */
public record CurrentRecipient(Recipient recipient, int version) {
    public String userId() {
        return recipient.userId();
    }
}
