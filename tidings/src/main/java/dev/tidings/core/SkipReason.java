package dev.tidings.core;

/** Why a letter was skipped. */
public enum SkipReason {
    /** The user is not subscribed to the digest. */
    OPTED_OUT,
    /** There is no content for this period. */
    NO_CONTENT,
    /** The address is suppressed. */
    SUPPRESSED,
    /** The edition's time limit passed. */
    TOO_LATE,
    /** An operator cancelled the edition. */
    CANCELLED
}
