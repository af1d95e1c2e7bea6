package dev.tidings.schedule;

/**
 * The work that this process does on its own.
 *
 * @param clock opens editions on schedule
 * @param work plans editions and delivers chunks, however they were opened
 */
public record NodeRoles(boolean clock, boolean work) {}
