package dev.tidings.testkit;

import java.util.Map;

/**
 * A request to a {@link ResendServer}.
 *
 * @param key the Idempotency-Key, or an empty text
 * @param headers the first value of each; names begin with a capital letter, the rest is lower case
 */
public record RecordedRequest(String path, String key, Map<String, String> headers, String body) {}
