package dev.tidings.console;

/** Thrown for a form with an invalid value. The message names the value and has no final period. */
final class InvalidForm extends RuntimeException {
    private final String back;

    /** @param back the address to go back to */
    InvalidForm(String message, String back) {
        super(message);
        this.back = back;
    }

    String back() {
        return back;
    }
}
