package dev.tidings.settings;

/** What a serving node is there for. */
public enum Role {
    /** Answers HTTP: the API, readers' pages, the console. */
    WEB,
    /** Runs the clock, plans editions and delivers their letters. */
    WORKER
}
