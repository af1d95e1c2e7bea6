package dev.tidings.console;

/** An address of the console that leads nowhere; the message says what was looked for. */
final class NotFoundResponse extends RuntimeException {
    NotFoundResponse(String what) {
        super(what);
    }
}
