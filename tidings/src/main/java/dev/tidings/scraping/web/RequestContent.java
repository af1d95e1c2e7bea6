package dev.tidings.scraping.web;

import dev.tidings.core.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request carries besides its address. Only the host of the source receives it.
 *
 * @param headers by name
 * @param body makes the request a POST; null for GET
 */
public record RequestContent(
        Map<String, Secret> headers, @Nullable Secret body) {
    public static final RequestContent NONE = new RequestContent(Map.of(), null);

    /** The same without the body, for a GET request. */
    public RequestContent withoutBody() {
        return new RequestContent(headers, null);
    }
}
