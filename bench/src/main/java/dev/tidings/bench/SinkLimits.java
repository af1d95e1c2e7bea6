package dev.tidings.bench;

/**
 * What a sink allows its clients.
 *
 * @param connections the most connections at a time
 * @param letters the most letters on one connection
 */
record SinkLimits(int connections, int letters) {
    static final SinkLimits NONE = new SinkLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);
}
