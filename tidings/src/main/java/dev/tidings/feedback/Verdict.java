package dev.tidings.feedback;

/**
 * Who did it, as far as that can be told.
 *
 * @param reason why, in a few words
 */
public record Verdict(Classification classification, String reason) {

    static Verdict human(String reason) {
        return new Verdict(Classification.HUMAN, reason);
    }

    static Verdict machine(String reason) {
        return new Verdict(Classification.MACHINE, reason);
    }

    static Verdict unknown(String reason) {
        return new Verdict(Classification.UNKNOWN, reason);
    }

    boolean isHuman() {
        return classification == Classification.HUMAN;
    }

    public boolean isMachine() {
        return classification == Classification.MACHINE;
    }
}
