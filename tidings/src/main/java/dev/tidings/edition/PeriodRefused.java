package dev.tidings.edition;

/** Thrown for a period that no edition may cover. The message names the period, and why. */
public final class PeriodRefused extends RuntimeException {
    PeriodRefused(String message) {
        super(message);
    }
}
