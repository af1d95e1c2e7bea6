package dev.tidings.feedback;

/** The class of a visitor that opened a letter or followed a link. */
public enum VisitorClass {
    HUMAN,
    MACHINE,
    /** Neither class is certain. */
    UNKNOWN
}
