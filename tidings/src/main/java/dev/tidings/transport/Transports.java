package dev.tidings.transport;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The transports of this installation. */
public final class Transports implements AutoCloseable {
    private final Map<String, Transport> transports = new LinkedHashMap<>();
    private final Map<String, Semaphore> batchPermits = new HashMap<>();
    private final Transport defaultTransport;

    /** @param transports the first one is the default of every digest that names no transport */
    public Transports(Collection<Transport> transports) {
        transports.forEach(transport -> {
            this.transports.put(transport.name(), transport);
            batchPermits.put(transport.name(), new Semaphore(transport.batchesAtOnce(), true));
        });
        defaultTransport = transports.iterator().next();
    }

    /**
     * Returns the transport of that name.
     *
     * @throws UnknownTransport if it is not configured
     */
    public Transport require(String name) {
        Transport transport = transports.get(name);
        if (transport == null) {
            throw new UnknownTransport(name, transports.keySet());
        }
        return transport;
    }

    /**
     * Returns the transport that a digest names, or the default if it names none.
     *
     * @throws UnknownTransport if it is not configured
     */
    public Transport resolve(@Nullable String name) {
        return name == null ? defaultTransport : require(name);
    }

    /** The transport of digests that name none. */
    public Transport defaultTransport() {
        return defaultTransport;
    }

    public Collection<Transport> all() {
        return transports.values();
    }

    /**
     * Acquires a permit for a batch in memory. Blocks while {@link Transport#batchesAtOnce} permits are in use. The
     * caller must call {@link #releaseBatchPermit} later.
     *
     * @return whether it had to wait; conditions may have changed meanwhile
     */
    public boolean acquireBatchPermit(Transport transport) {
        Semaphore permits = batchPermits(transport);
        if (permits.tryAcquire()) {
            return false;
        }
        permits.acquireUninterruptibly();
        return true;
    }

    public void releaseBatchPermit(Transport transport) {
        batchPermits(transport).release();
    }

    private Semaphore batchPermits(Transport transport) {
        return Objects.requireNonNull(batchPermits.get(transport.name()));
    }

    @Override
    public void close() {
        transports.values().forEach(Transport::close);
    }
}
