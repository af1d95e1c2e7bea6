package dev.tidings.testkit;

import tools.jackson.databind.JsonNode;

/**
 * A letter that a {@link ResendServer} accepted.
 *
 * @param id the id in the response
 * @param key the Idempotency-Key of its request, or an empty string
 * @param messageId without angle brackets, or an empty string
 * @param body the letter as it was posted
 */
public record PostedEmail(String id, String key, String messageId, JsonNode body) {
    /** The recipient's address without the name. */
    public String recipient() {
        return ResendJson.recipient(body).replaceAll(".*<|>.*", "");
    }
}
