package dev.tidings.opportunities;

/** Who speaks in a line about opportunities, and with it, whose word holds where there are several. */
enum ImportOrigin {
    /** The product or an administrator: the line holds. */
    IMPORT,
    /** One of several sources: an opportunity that another source found before is left to that one while it lists it. */
    SOURCE
}
