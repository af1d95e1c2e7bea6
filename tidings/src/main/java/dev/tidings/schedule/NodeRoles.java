package dev.tidings.schedule;

/**
 * What this process does of its own accord.
 *
 * @param clock opens editions at their time
 * @param work plans editions and delivers chunks, whoever opened them
 */
public record NodeRoles(boolean clock, boolean work) {}
