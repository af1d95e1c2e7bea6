package dev.tidings.testkit;

import tools.jackson.databind.JsonNode;

/**
 * A letter that a {@link ResendServer} accepted.
 *
 * @param id as the answer gives it
 * @param key of its request, or an empty text
 * @param messageId without angle brackets, or an empty text
 * @param body the letter as it was posted
 */
public record PostedEmail(String id, String key, String messageId, JsonNode body) {
    /** The address alone. */
    public String recipient() {
        return ResendJson.recipient(body).replaceAll(".*<|>.*", "");
    }
}
