package dev.tidings.readers;

import dev.tidings.database.DatabaseFault;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * Shows a page that asks to try again if a link's endpoint throws. Its status, 503 with {@code Retry-After}, tells mail
 * programs that a one-click request (RFC 8058) was not carried out.
 */
@ControllerAdvice(basePackageClasses = ReaderExceptionHandler.class)
class ReaderExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ReaderExceptionHandler.class);

    private final ReaderPages pages;

    ReaderExceptionHandler(ReaderPages pages) {
        this.pages = pages;
    }

    @ExceptionHandler
    ResponseEntity<String> unavailable(Exception cause, HttpServletRequest request) {
        DatabaseFault fault = DatabaseFault.of(cause);
        if (fault == null) {
            log.error("request for a letter's link failed", cause);
            return pages.unavailable(DatabaseFault.UNREACHABLE.retryAfter());
        }
        log.warn("a {} request for a letter's link was answered 503: {}", request.getMethod(), fault.words());
        return pages.unavailable(fault.retryAfter());
    }
}
