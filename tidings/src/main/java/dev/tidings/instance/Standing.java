package dev.tidings.instance;

/** How a host stands to the database. */
sealed interface Standing {
    /** Letters go out from it. */
    record Ours() implements Standing {}

    /**
     * Other hosts are said to hold it, and this one never did: whether they live will be seen.
     *
     * @param holders their names
     * @param beats what they had when this host looked first
     * @param looks how often it has looked since
     */
    record Watching(String holders, long beats, int looks) implements Standing {
        /** Looks without a beat, after which they are taken for gone: over twenty seconds. */
        private static final int PATIENCE = 11;

        boolean inVain() {
            return looks > PATIENCE;
        }
    }

    /** It is not the database that was adopted, or no longer. */
    record Foreign(String reason) implements Standing {}
}
