package dev.tidings.feedback;

/**
 * The classification of a request as human, machine or unknown.
 *
 * @param reason a short explanation for operators
 */
public record BotClassification(VisitorClass visitor, String reason) {

    static BotClassification human(String reason) {
        return new BotClassification(VisitorClass.HUMAN, reason);
    }

    static BotClassification machine(String reason) {
        return new BotClassification(VisitorClass.MACHINE, reason);
    }

    static BotClassification unknown(String reason) {
        return new BotClassification(VisitorClass.UNKNOWN, reason);
    }

    boolean isHuman() {
        return visitor == VisitorClass.HUMAN;
    }

    public boolean isMachine() {
        return visitor == VisitorClass.MACHINE;
    }
}
