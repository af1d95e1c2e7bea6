package dev.tidings.instance;

/** A host's ownership of the database. */
sealed interface DatabaseOwnership {
    /** This host sends letters from it. */
    record Owned() implements DatabaseOwnership {}

    /**
     * Other hosts are recorded as holders and this host never held it. Further checks show whether they are alive.
     *
     * @param holders names of the other hosts
     * @param heartbeats their heartbeat count at this host's first check
     * @param checks number of checks since
     */
    record Observing(String holders, long heartbeats, int checks) implements DatabaseOwnership {
        /** Checks without a new heartbeat after which the holders count as dead: over twenty seconds. */
        private static final int MAX_CHECKS = 11;

        boolean timedOut() {
            return checks > MAX_CHECKS;
        }
    }

    /** The database is not the adopted one, or no longer. */
    record NotOwned(String reason) implements DatabaseOwnership {}
}
