package dev.tidings.delivery;

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
    private final Map<String, Semaphore> places = new HashMap<>();
    private final Transport configured;

    /** @param transports the first one serves every digest that names no other */
    public Transports(Collection<Transport> transports) {
        transports.forEach(transport -> {
            this.transports.put(transport.name(), transport);
            places.put(transport.name(), new Semaphore(transport.batchesAtOnce(), true));
        });
        configured = transports.iterator().next();
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
    public Transport of(@Nullable String name) {
        return name == null ? configured : require(name);
    }

    /** The one that serves every digest that names no other. */
    public Transport configured() {
        return configured;
    }

    public Collection<Transport> all() {
        return transports.values();
    }

    /**
     * Takes a place for a batch in memory; waits while as many are there as {@link Transport#batchesAtOnce} allows. To be
     * followed by {@link #leave}.
     *
     * @return whether it had to wait, so that much may have changed
     */
    public boolean enter(Transport transport) {
        Semaphore free = places(transport);
        if (free.tryAcquire()) {
            return false;
        }
        free.acquireUninterruptibly();
        return true;
    }

    public void leave(Transport transport) {
        places(transport).release();
    }

    private Semaphore places(Transport transport) {
        return Objects.requireNonNull(places.get(transport.name()));
    }

    @Override
    public void close() {
        transports.values().forEach(Transport::close);
    }
}
