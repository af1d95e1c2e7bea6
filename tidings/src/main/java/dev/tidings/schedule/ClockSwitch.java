package dev.tidings.schedule;

/** Whether this node opens editions on the clock. Work that is there is done either way. */
public record ClockSwitch(boolean on) {}
