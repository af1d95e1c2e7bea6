package dev.tidings.api;

import dev.tidings.StandalonePages;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Answers requests that Tomcat or no address can read, before any filter: with a page for browsers, otherwise with a
 * problem. Gives every request its id, and forbids browsers to guess the type of any response.
 */
final class MalformedRequestValve extends ValveBase {
    private static final Set<String> PAGES = Endpoint.ALL.stream()
            .filter(endpoint -> endpoint.caller() == Caller.READER)
            .map(Endpoint::path)
            .collect(Collectors.toSet());

    private final ProblemDetails problems;
    private final StandalonePages pages;

    MalformedRequestValve(ProblemDetails problems, StandalonePages pages) {
        super(true);
        this.problems = problems;
        this.pages = pages;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String id = RequestIdFilter.assign(request, response);
        response.setHeader("X-Content-Type-Options", "nosniff");
        ignoreUnreadableAccept(request);
        MalformedRequest refused = refusal(request, response);
        if (refused == null) {
            Objects.requireNonNull(getNext()).invoke(request, response);
            return;
        }
        try (MDC.MDCCloseable context = MDC.putCloseable(RequestIdFilter.KEY, id)) {
            answer(request, response, refused);
            AccessLog.write(
                    String.valueOf(request.getMethod()),
                    "(malformed)",
                    refused.status().value(),
                    0);
        }
    }

    /** A client that does not say what it accepts gets what there is (RFC 9110 12.4.1). */
    private static void ignoreUnreadableAccept(Request request) {
        try {
            MediaType.parseMediaTypes(request.getHeader(HttpHeaders.ACCEPT));
        } catch (InvalidMediaTypeException e) {
            request.getCoyoteRequest().getMimeHeaders().removeHeader(HttpHeaders.ACCEPT);
        }
    }

    /** Tomcat's own 501 and 505 (CONNECT, HTTP/9.9, an unknown transfer coding) become 400: the client caused them. */
    private static @Nullable MalformedRequest refusal(Request request, Response response) {
        if (response.getStatus() < HttpStatus.BAD_REQUEST.value()) {
            return MalformedRequest.of(request);
        }
        HttpStatus status = HttpStatus.resolve(response.getStatus());
        return new MalformedRequest(
                status == null || status.is5xxServerError() ? HttpStatus.BAD_REQUEST : status,
                "The request is not valid HTTP/1.1, or its headers are too long");
    }

    private void answer(Request request, Response response, MalformedRequest refused) throws IOException {
        response.setSuspended(false);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (isForPage(request)) {
            write(response, pages.malformed(refused.status()));
        } else {
            problems.write(request, response, refused.status(), refused.detail());
        }
        response.finishResponse();
    }

    /** Whether a browser asks for a page and not for data. */
    private static boolean isForPage(Request request) {
        String path = String.valueOf(request.getRequestURI());
        boolean data = path.startsWith("/v1/") || path.startsWith("/admin/api/");
        return (!data || PAGES.contains(path))
                && String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains(MediaType.TEXT_HTML_VALUE);
    }

    private static void write(Response response, ResponseEntity<String> page) throws IOException {
        response.setStatus(page.getStatusCode().value());
        page.getHeaders().forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        response.getOutputStream().write(Objects.requireNonNull(page.getBody()).getBytes(StandardCharsets.UTF_8));
    }
}
