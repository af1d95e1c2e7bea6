package dev.tidings.alerting;

import dev.tidings.digest.Thresholds;
import java.util.Arrays;
import java.util.Locale;

/** The state of a check, in ascending order of severity. */
public enum Severity {
    /** The check has nothing to measure: nothing is known to be right or wrong. */
    NOT_MEASURED(-1),
    OK(0),
    /** The check itself failed. */
    UNKNOWN(1),
    WARNING(2),
    CRITICAL(3);

    private final int degree;

    Severity(int degree) {
        this.degree = degree;
    }

    /** Whether it calls for no action. */
    public boolean isQuiet() {
        return degree <= 0;
    }

    /** From 0 (ok) to 3 (critical); -1 if nothing is measured. */
    public int level() {
        return degree;
    }

    public static <T extends Comparable<T>> Severity of(T value, Thresholds<T> limits) {
        if (value.compareTo(limits.critical()) >= 0) {
            return CRITICAL;
        }
        return value.compareTo(limits.warning()) >= 0 ? WARNING : OK;
    }

    public boolean worseThan(Severity other) {
        return degree > other.degree;
    }

    /** The value in tables and in the API. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The value as operators read it. */
    public String label() {
        return code().replace('_', ' ');
    }

    /** A code of another release counts as unknown. */
    public static Severity ofCode(String code) {
        return Arrays.stream(values())
                .filter(severity -> severity.code().equals(code))
                .findFirst()
                .orElse(UNKNOWN);
    }
}
