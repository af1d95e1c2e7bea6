package dev.tidings.api;

import dev.tidings.StandalonePages;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers requests that fail outside every endpoint and page: with a page for browsers, otherwise with a problem. */
@Hidden
@Controller
class ErrorEndpoint implements ErrorController {
    private final StandalonePages pages;

    ErrorEndpoint(StandalonePages pages) {
        this.pages = pages;
    }

    @RequestMapping("/error")
    ResponseEntity<?> error(HttpServletRequest request) {
        HttpStatus status = status(request);
        if (String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains(MediaType.TEXT_HTML_VALUE)) {
            return pages.error(status);
        }
        ProblemDetail problem = ProblemDetails.of(status, sentence(status));
        if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path) {
            ProblemDetails.setInstance(problem, path);
        }
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static HttpStatus status(HttpServletRequest request) {
        HttpStatus status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.resolve(code)
                : null;
        return status == null ? HttpStatus.NOT_FOUND : status;
    }

    private static String sentence(HttpStatus status) {
        if (status == HttpStatus.METHOD_NOT_ALLOWED) {
            return "This address does not accept this method";
        }
        return status.is5xxServerError() ? "Internal error; the log has details" : "No endpoint answers this request";
    }
}
