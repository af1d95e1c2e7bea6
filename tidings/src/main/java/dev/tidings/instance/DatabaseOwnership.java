package dev.tidings.instance;

/** How a host stands to the database. */
sealed interface DatabaseOwnership {
    /** Letters go out from it. */
    record Owned() implements DatabaseOwnership {}

    /**
     * Other hosts are said to hold it, and this one never did: whether they live will be seen.
     *
     * @param holders their names
     * @param heartbeats what they had when this host looked first
     * @param checks how often it has looked since
     */
    record Observing(String holders, long heartbeats, int checks) implements DatabaseOwnership {
        /** Looks without a beat, after which they are taken for gone: over twenty seconds. */
        private static final int MAX_CHECKS = 11;

        boolean timedOut() {
            return checks > MAX_CHECKS;
        }
    }

    /** It is not the database that was adopted, or no longer. */
    record NotOwned(String reason) implements DatabaseOwnership {}
}
