package dev.tidings.feedback;

/**
 * Who did it, as far as that can be told.
 *
 * @param reason why, in a few words
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
