package dev.tidings.core;

/** Why a recipient got nothing. */
public enum SkipReason {
    /** Said no to this digest, by now. */
    OPTED_OUT,
    /** Had nothing to read in this period. */
    NO_CONTENT,
    /** The address is never to be mailed. */
    SUPPRESSED,
    /** The edition's time had passed. */
    TOO_LATE,
    /** An operator called the edition off. */
    CANCELLED
}
