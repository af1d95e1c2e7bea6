package dev.tidings.console;

/** A deed that cannot be done at the moment; the message says why and what to do. */
final class ConflictResponse extends RuntimeException {
    private final String back;

    /** @param back the address to go back to */
    ConflictResponse(String why, String back) {
        super(why);
        this.back = back;
    }

    String back() {
        return back;
    }
}
