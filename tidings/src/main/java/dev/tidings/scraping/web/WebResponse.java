package dev.tidings.scraping.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP response.
 *
 * @param headers by lower-case name; the first value of each, and all values of {@code link}
 * @param body empty unless the status is 2xx
 */
@SuppressWarnings("ArrayRecordComponent")
record WebResponse(int status, Map<String, String> headers, byte[] body) {

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    /** Whether the document has moved for good. */
    boolean isPermanentRedirect() {
        return status == 301 || status == 308;
    }

    boolean isRedirect() {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }
}
