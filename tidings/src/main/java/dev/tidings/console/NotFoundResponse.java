package dev.tidings.console;

/** Thrown for a console address without a page. The message names what was requested. */
final class NotFoundResponse extends RuntimeException {
    NotFoundResponse(String message) {
        super(message);
    }
}
