package dev.tidings.settings;

/** A role of a serving node. */
public enum Role {
    /** Answers HTTP: the API, readers' pages, the console. */
    WEB,
    /** Opens editions on schedule, plans them and delivers their letters. */
    WORKER
}
