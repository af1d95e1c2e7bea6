package dev.tidings.api;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Builds the address of the next page: the same filters and the next cursor. */
final class NextPageLink {
    private NextPageLink() {}

    static String of(HttpServletRequest request, String cursor, Object value) {
        return UriComponentsBuilder.fromPath(request.getRequestURI())
                .query(request.getQueryString())
                .replaceQueryParam(cursor, UriUtils.encode(value.toString(), StandardCharsets.UTF_8))
                .build(true)
                .toUriString();
    }
}
