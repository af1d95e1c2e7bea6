package dev.tidings.maintenance;

import dev.tidings.digest.Limits;
import java.util.Locale;

/** How well something is; each is worse than the one before. */
public enum State {
    OK(0),
    /** The check itself failed. */
    UNKNOWN(1),
    WARNING(2),
    CRITICAL(3);

    private final int degree;

    State(int degree) {
        this.degree = degree;
    }

    /** From 0, well, to 3. */
    int degree() {
        return degree;
    }

    static <T extends Comparable<T>> State of(T value, Limits<T> limits) {
        if (value.compareTo(limits.critical()) >= 0) {
            return CRITICAL;
        }
        return value.compareTo(limits.warning()) >= 0 ? WARNING : OK;
    }

    boolean worseThan(State other) {
        return degree > other.degree;
    }

    /** As tables and the API spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static State ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
