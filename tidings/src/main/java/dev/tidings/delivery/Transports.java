package dev.tidings.delivery;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
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

    /** Does something with a batch in memory, when no more of this transport's are there than {@link Transport#batchesAtOnce}. */
    public <T extends @Nullable Object> T inPlace(Transport transport, Supplier<T> work) {
        Semaphore free = Objects.requireNonNull(places.get(transport.name()));
        free.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            free.release();
        }
    }

    @Override
    public void close() {
        transports.values().forEach(Transport::close);
    }
}
