package dev.tidings.edition;

import java.util.Locale;

/**
 * The state of an edition, and of the installation. The order is the precedence: of several states, the first counts.
 * Pages, API, commands, metrics and checks show this word and this color.
 */
public enum DeliveryState {
    /** An operator must fix something. */
    STOPPED("stopped", StateColor.RED),
    /** The edition's row cannot be read. Nothing of it is sent until an operator corrects the row. */
    UNREADABLE("unreadable", StateColor.RED),
    /** An operator must decide. */
    HELD("held", StateColor.RED),
    /** An operator paused it and must resume it. */
    PAUSED("paused", StateColor.RED),
    /** Goes on by itself: when the numbers are imported, or when the transport works again. */
    WAITING("waiting", StateColor.AMBER),
    /** It was due and is not opened, or nothing of it was sent in time. */
    LATE("late", StateColor.AMBER),
    /** Every letter is settled and none was sent, although some were due. */
    REACHED_NOBODY("reached nobody", StateColor.AMBER),
    SENDING("sending", StateColor.BLUE),
    /** An operator cancelled it; the letters still owed are being skipped. */
    CANCELLING("being cancelled", StateColor.BLUE),
    CANCELLED("cancelled", StateColor.GRAY),
    /** No recipient was found. */
    NOBODY_DUE("nobody due", StateColor.GRAY),
    /** Every letter is settled, and at least one was sent. */
    FINISHED("finished", StateColor.GREEN),
    /** There is no edition. */
    NOT_STARTED("not started", StateColor.GRAY);

    /** Color of a state. The level orders the colors in metrics. */
    public enum StateColor {
        GRAY(0),
        GREEN(0),
        BLUE(1),
        /** Something is not as planned. */
        AMBER(2),
        /** Letters stay pending until an operator acts. */
        RED(3);

        private final int level;

        StateColor(int level) {
            this.level = level;
        }

        /** From 0 (nothing to do) over 1 (sending) and 2 (warning) to 3 (an operator must act). */
        public int level() {
            return level;
        }

        /** The class in style sheets. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String word;
    private final StateColor color;

    DeliveryState(String word, StateColor color) {
        this.word = word;
        this.color = color;
    }

    /** The state as operators read it. */
    public String word() {
        return word;
    }

    public StateColor color() {
        return color;
    }

    /** The state in API responses. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the state has precedence over the other one. */
    public boolean precedes(DeliveryState other) {
        return compareTo(other) < 0;
    }

    /**
     * @param transportFails whether the circuit of its transport is open
     * @param late whether its letters should have been sent by now
     */
    static DeliveryState of(Edition edition, boolean transportFails, boolean late) {
        return switch (edition.status()) {
            case STOPPED -> STOPPED;
            case HELD -> HELD;
            case PAUSED -> PAUSED;
            case WAITING -> WAITING;
            case OPEN -> ofOpen(edition, transportFails, late);
            case CLOSED -> ofClosed(edition);
        };
    }

    private static DeliveryState ofOpen(Edition edition, boolean transportFails, boolean late) {
        if (edition.cancelledAt() != null) {
            return CANCELLING;
        }
        if (transportFails && edition.progress().owed() > 0) {
            return WAITING;
        }
        return late ? LATE : SENDING;
    }

    private static DeliveryState ofClosed(Edition edition) {
        if (edition.cancelledAt() != null) {
            return CANCELLED;
        }
        if (edition.progress().due() == 0) {
            return NOBODY_DUE;
        }
        return edition.progress().sent() == 0 ? REACHED_NOBODY : FINISHED;
    }
}
