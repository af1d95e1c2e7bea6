package dev.tidings.feedback;

/** Who fetched a letter's picture, or followed a link in it. */
public enum VisitorClass {
    HUMAN,
    MACHINE,
    /** Nothing tells. */
    UNKNOWN
}
