package dev.tidings.console;

/** Thrown for an action that is not possible now. The message says why and what to do. */
final class ConflictResponse extends RuntimeException {
    private final String back;

    /** @param back the address to go back to */
    ConflictResponse(String message, String back) {
        super(message);
        this.back = back;
    }

    String back() {
        return back;
    }
}
