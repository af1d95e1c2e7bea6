package dev.tidings.instance;

/** A host's ownership of the database. */
sealed interface DatabaseOwnership {
    /** What an operator can do if this host does not own the database. */
    String ADVICE = " Nothing is sent from it. To send letters from it from now on, run"
            + " bin/tidings adopt (docs/operations.md, Restoring and copying).";

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

        /** @param host this host's name */
        String describe(String host) {
            return timedOut()
                    ? "This database was held by " + holders + ", and never by this host, " + host
                            + "; none of them has sent a heartbeat. Either it is a copy and they use the original, or this"
                            + " host replaces them." + ADVICE
                    : "This database is held by " + holders + ", and never was held by this host, " + host
                            + "; this host checks for up to half a minute whether they are alive.";
        }
    }

    /** The database is not the adopted one, or no longer. */
    record NotOwned(String reason) implements DatabaseOwnership {}
}
