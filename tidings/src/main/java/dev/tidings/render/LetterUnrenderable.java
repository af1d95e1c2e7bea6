package dev.tidings.render;

/** Thrown if one letter cannot be rendered, for a reason that affects only this letter. */
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
