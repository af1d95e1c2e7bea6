package dev.tidings.console;

import dev.tidings.audience.UnknownUser;
import dev.tidings.database.DatabaseFault;
import dev.tidings.digest.UnknownDigest;
import dev.tidings.edition.EditionNotReadable;
import dev.tidings.instance.NotAdopted;
import dev.tidings.recommender.UnknownModelVersion;
import dev.tidings.scraping.UnknownSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Error pages: they name the problem and the next step. They come before the API's problem details. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@ControllerAdvice(basePackageClasses = ErrorPages.class)
class ErrorPages {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

    private final PageRenderer pages;
    private final PageContextResolver contexts;

    ErrorPages(PageRenderer pages, PageContextResolver contexts) {
        this.pages = pages;
        this.contexts = contexts;
    }

    @ExceptionHandler({
        NotFoundResponse.class,
        UnknownDigest.class,
        UnknownUser.class,
        UnknownSource.class,
        UnknownModelVersion.class
    })
    ResponseEntity<String> notFound(RuntimeException failure, HttpServletRequest request) {
        String explanation = failure.getMessage() + ".";
        return answer(HttpStatus.NOT_FOUND, request, "Page not found", explanation);
    }

    @ExceptionHandler(ConflictResponse.class)
    ResponseEntity<String> conflict(ConflictResponse refusal, HttpServletRequest request) {
        return answer(
                HttpStatus.CONFLICT,
                request,
                new ErrorView("Not possible now", refusal.getMessage() + ".", refusal.back(), "Go back"));
    }

    @ExceptionHandler
    ResponseEntity<String> invalidForm(InvalidForm refusal, HttpServletRequest request) {
        return answer(
                HttpStatus.BAD_REQUEST,
                request,
                new ErrorView(
                        "The form is not valid",
                        refusal.getMessage() + ". Nothing was changed.",
                        refusal.back(),
                        "Go back"));
    }

    @ExceptionHandler
    ResponseEntity<String> notAdopted(NotAdopted refusal, HttpServletRequest request) {
        return answer(
                HttpStatus.CONFLICT,
                request,
                "Nothing is sent from this database",
                String.valueOf(refusal.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<String> notReadable(EditionNotReadable failure, HttpServletRequest request) {
        return answer(HttpStatus.CONFLICT, request, "This edition cannot be read", failure.getMessage() + ".");
    }

    @ExceptionHandler({MethodArgumentTypeMismatchException.class, MissingServletRequestParameterException.class})
    ResponseEntity<String> invalidAddress(Exception failure, HttpServletRequest request) {
        String explanation = "No page has this address.";
        return answer(HttpStatus.NOT_FOUND, request, "Page not found", explanation);
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<String> database(RuntimeException failure, HttpServletRequest request) {
        DatabaseFault fault = DatabaseFault.of(failure);
        if (fault == null) {
            return internalError(failure, request);
        }
        LOG.info("A page of the console was answered 503: {}", fault.words());
        String explanation = "The console could not read the database: " + fault.words()
                + ". Letters are sent over other connections. Load the page again in a "
                + (fault.isBusy() ? "few seconds." : "minute.");
        ErrorView view = problem(fault.isBusy() ? "The database is busy" : "No database", explanation);
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, fault.retryAfter())
                .contentType(MediaType.TEXT_HTML)
                .body(page(request, view));
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<String> internalError(Exception failure, HttpServletRequest request) {
        LOG.error("A page of the console failed: {} {}", request.getMethod(), request.getRequestURI(), failure);
        String explanation = "The console could not complete this request ("
                + failure.getClass().getSimpleName() + "). The log shows the error.";
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, request, "Something went wrong", explanation);
    }

    /** Answers a form without a valid CSRF token: the session has expired or the form is from another site. */
    void forbidden(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
            throws IOException {
        String explanation =
                "The form was sent without a valid session: it may have been open for more than twelve hours, or"
                        + " it came from another site. Nothing was changed.";
        response.setStatus(HttpStatus.FORBIDDEN.value());
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.setCharacterEncoding("UTF-8");
        response.getWriter().write(page(request, problem("This form is not valid any more", explanation)));
    }

    private ResponseEntity<String> answer(
            HttpStatus status, HttpServletRequest request, String title, String explanation) {
        return answer(status, request, problem(title, explanation));
    }

    private ResponseEntity<String> answer(HttpStatus status, HttpServletRequest request, ErrorView problem) {
        return ResponseEntity.status(status).contentType(MediaType.TEXT_HTML).body(page(request, problem));
    }

    private static ErrorView problem(String title, String explanation) {
        return new ErrorView(title, explanation, "/console", "Go to the overview");
    }

    private String page(HttpServletRequest request, ErrorView problem) {
        return pages.render("error", contexts.of(request), problem);
    }
}
