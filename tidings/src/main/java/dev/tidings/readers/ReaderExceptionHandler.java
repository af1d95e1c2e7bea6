package dev.tidings.readers;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Shows a page that asks to try again if a link's endpoint throws. */
@ControllerAdvice(basePackageClasses = ReaderExceptionHandler.class)
class ReaderExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ReaderExceptionHandler.class);

    private final ReaderPages pages;

    ReaderExceptionHandler(ReaderPages pages) {
        this.pages = pages;
    }

    @ExceptionHandler
    ResponseEntity<String> unavailable(Exception cause) {
        log.error("request for a letter's link failed", cause);
        return pages.unavailable();
    }
}
