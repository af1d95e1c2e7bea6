package dev.tidings.database;

import java.time.InstantSource;

/** The system clock of this machine. Nothing that other nodes act on uses it. */
public record NodeClock(InstantSource source) {}
