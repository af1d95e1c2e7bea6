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

    /** @param transports the first one serves every digest that names no other */
    public Transports(Collection<Transport> transports) {
        transports.forEach(transport -> {
            this.transports.put(transport.name(), transport);
            batchPermits.put(transport.name(), new Semaphore(transport.batchesAtOnce(), true));
        });
        defaultTransport = transports.iterator().next();
    }

    /** @throws UnknownTransport if it is not set up here */
    public Transport require(String name) {
        Transport transport = transports.get(name);
        if (transport == null) {
            throw new UnknownTransport(name, transports.keySet());
        }
        return transport;
    }

    /**
     * The one a digest asks for by name, or the one that serves every digest that names none.
     *
     * @throws UnknownTransport if it is not set up here
     */
    public Transport resolve(@Nullable String name) {
        return name == null ? defaultTransport : require(name);
    }

    /** The one that serves every digest that names no other. */
    public Transport defaultTransport() {
        return defaultTransport;
    }

    public Collection<Transport> all() {
        return transports.values();
    }

    /**
     * Takes a place for a batch in memory; waits while as many are there as {@link Transport#batchesAtOnce} allows. To be
     * followed by {@link #releaseBatchPermit}.
     *
     * @return whether it had to wait, so that much may have changed
     */
    public boolean acquireBatchPermit(Transport transport) {
        Semaphore free = batchPermits(transport);
        if (free.tryAcquire()) {
            return false;
        }
        free.acquireUninterruptibly();
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
