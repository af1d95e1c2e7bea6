package dev.tidings.testkit;

import java.util.Map;

/**
 * A request to a {@link ResendServer}.
 *
 * @param key the Idempotency-Key, or an empty string
 * @param headers the first value of each header; names start with a capital letter, the rest is in lower case
 */
public record RecordedRequest(String path, String key, Map<String, String> headers, String body) {}
