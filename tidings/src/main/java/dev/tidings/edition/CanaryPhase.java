package dev.tidings.edition;

/** How far an edition, or a wave, is whose sample gets its letters before the others. */
enum CanaryPhase {
    /** No sample goes first. */
    NONE,
    /** The sample is being planned. */
    SAMPLING,
    /** The sample is planned; the others wait until it is judged. */
    WAITING,
    /** The others are planned, without the sample's users. */
    PASSED
}
