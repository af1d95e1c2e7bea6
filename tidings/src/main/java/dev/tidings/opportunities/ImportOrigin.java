package dev.tidings.opportunities;

/** The origin of an imported row. It decides which report wins for a known opportunity. */
enum ImportOrigin {
    /** The product or an administrator: the row always wins. */
    IMPORT,
    /** A scraped source: the row is ignored while another source lists the same opportunity. */
    SOURCE
}
