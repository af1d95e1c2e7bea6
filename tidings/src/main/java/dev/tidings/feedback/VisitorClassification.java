package dev.tidings.feedback;

/**
 * The classification of a request as human, machine or unknown.
 *
 * @param reason a short explanation for operators
 */
public record VisitorClassification(VisitorClass visitor, String reason) {

    static VisitorClassification human(String reason) {
        return new VisitorClassification(VisitorClass.HUMAN, reason);
    }

    static VisitorClassification machine(String reason) {
        return new VisitorClassification(VisitorClass.MACHINE, reason);
    }

    static VisitorClassification unknown(String reason) {
        return new VisitorClassification(VisitorClass.UNKNOWN, reason);
    }

    boolean isHuman() {
        return visitor == VisitorClass.HUMAN;
    }

    public boolean isMachine() {
        return visitor == VisitorClass.MACHINE;
    }
}
