package dev.tidings.render;

/** One letter cannot be rendered; the reason holds for that letter alone. */
public final class LetterUnrenderable extends RuntimeException {
    public LetterUnrenderable(String reason) {
        super(reason);
    }
}
