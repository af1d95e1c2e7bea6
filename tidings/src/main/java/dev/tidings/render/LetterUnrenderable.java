package dev.tidings.render;

/** One letter cannot be rendered; the reason holds for that letter alone. */
public final class LetterUnrenderable extends RuntimeException {
    private final String reason;

    public LetterUnrenderable(String reason) {
        super(reason);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
