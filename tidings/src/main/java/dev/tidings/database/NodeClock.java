package dev.tidings.database;

import java.time.InstantSource;

/** What this machine's own clock shows, right or wrong; nothing that other nodes also act on goes by it. */
public record NodeClock(InstantSource source) {}
