package dev.tidings.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.stereotype.Component;

/** Error bodies (RFC 9457): the problem, the request, and the request's id in the log. */
@Component
class ProblemDetails {
    private final JsonConfiguration formats;

    ProblemDetails(JsonConfiguration formats) {
        this.formats = formats;
    }

    static ProblemDetail of(HttpStatusCode status, String detail) {
        return withRequestId(ProblemDetail.forStatusAndDetail(status, detail));
    }

    /** Adds the properties of every problem. */
    static ProblemDetail withRequestId(ProblemDetail problem) {
        String requestId = MDC.get(RequestIdFilter.KEY);
        if (requestId != null) {
            problem.setProperty(RequestIdFilter.KEY, requestId);
        }
        return problem;
    }

    /** Names the request's path in the problem, unless the path is no valid reference. */
    static void setInstance(ProblemDetail problem, @Nullable String path) {
        try {
            problem.setInstance(path == null ? null : new URI(path));
        } catch (URISyntaxException e) {
            problem.setInstance(null);
        }
    }

    /** Writes a problem outside any controller. */
    void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
            throws IOException {
        ProblemDetail problem = of(status, detail);
        setInstance(problem, request.getRequestURI());
        response.setStatus(status.value());
        formats.converter().write(problem, MediaType.APPLICATION_PROBLEM_JSON, new ServletServerHttpResponse(response));
    }
}
