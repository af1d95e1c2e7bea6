package dev.tidings.api;

import dev.tidings.audience.TooManyChanges;
import dev.tidings.audience.UnknownUser;
import dev.tidings.bulk.FileRefused;
import dev.tidings.bulk.RowRefused;
import dev.tidings.database.DatabaseFault;
import dev.tidings.digest.UnknownDigest;
import dev.tidings.edition.EditionNotReadable;
import dev.tidings.edition.PeriodRefused;
import dev.tidings.edition.RetryRefused;
import dev.tidings.instance.NotAdopted;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Converts exceptions of endpoints to problem details (RFC 9457). */
@RestControllerAdvice(basePackageClasses = ApiExceptionHandler.class)
class ApiExceptionHandler extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ApiExceptionHandler.class);

    @ExceptionHandler({UnknownDigest.class, UnknownUser.class})
    ProblemDetail notFound(RuntimeException failure) {
        return ProblemDetails.of(HttpStatus.NOT_FOUND, String.valueOf(failure.getMessage()));
    }

    @ExceptionHandler({NotAdopted.class, EditionNotReadable.class, RetryRefused.class})
    ProblemDetail conflict(RuntimeException failure) {
        return ProblemDetails.of(HttpStatus.CONFLICT, String.valueOf(failure.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail tooManyChanges(TooManyChanges refusal) {
        ProblemDetail problem = ProblemDetails.of(
                HttpStatus.CONFLICT, refusal.getMessage() + ". If they are right, send them with force=true");
        problem.setProperty("changes", refusal.changes());
        problem.setProperty("max_change", refusal.limit().toString());
        return problem;
    }

    @ExceptionHandler({RowRefused.class, FileRefused.class, PeriodRefused.class})
    ProblemDetail refused(RuntimeException failure) {
        return ProblemDetails.of(HttpStatus.BAD_REQUEST, String.valueOf(failure.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail tooLarge(BodyTooLarge failure) {
        return ProblemDetails.of(HttpStatus.CONTENT_TOO_LARGE, String.valueOf(failure.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail truncated(IOException failure) {
        log.info("request body ended early: {}", failure.toString());
        return ProblemDetails.of(
                HttpStatus.BAD_REQUEST,
                "The body ended early. The rows before that are stored; sending all of them again does no harm");
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> database(RuntimeException failure) {
        DatabaseFault fault = DatabaseFault.of(failure);
        if (fault == null) {
            return ResponseEntity.internalServerError().body(unexpected(failure));
        }
        log.info("a request was answered 503: {}", fault.words());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, fault.retryAfter())
                .body(ProblemDetails.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        fault.isBusy()
                                ? "The database is busy, and nothing was changed: try again in a few seconds"
                                : "The database is unavailable: try again in a minute"));
    }

    @ExceptionHandler
    ProblemDetail unexpected(Exception failure) {
        log.error("a request failed", failure);
        return ProblemDetails.of(
                HttpStatus.INTERNAL_SERVER_ERROR, "Internal error; the log has details under the request_id");
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (failure.getMostSpecificCause() instanceof BodyTooLarge tooLarge) {
            return handleExceptionInternal(failure, tooLarge(tooLarge), headers, HttpStatus.CONTENT_TOO_LARGE, request);
        }
        return badRequest(ValidationMessages.of(failure), failure, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException failure,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return badRequest(
                "The body must be JSON with Content-Type: application/json", failure, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return badRequest(ValidationMessages.of(failure.getBindingResult()), failure, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return badRequest(ValidationMessages.of(failure), failure, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return badRequest(ValidationMessages.of(failure), failure, headers, status, request);
    }

    private @Nullable ResponseEntity<Object> badRequest(
            String detail, Exception failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return handleExceptionInternal(failure, ProblemDetails.of(status, detail), headers, status, request);
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Object answer = body instanceof ProblemDetail problem ? ProblemDetails.withRequestId(problem) : body;
        return new ResponseEntity<>(answer, headers, status);
    }
}
