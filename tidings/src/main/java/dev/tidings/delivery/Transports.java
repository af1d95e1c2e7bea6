package dev.tidings.delivery;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The transports of this installation. */
public final class Transports implements AutoCloseable {
    private final Map<String, Transport> transports = new LinkedHashMap<>();
    private final Transport configured;

    /** @param transports the first one serves every digest that names no other */
    public Transports(Collection<Transport> transports) {
        transports.forEach(transport -> this.transports.put(transport.name(), transport));
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

    @Override
    public void close() {
        transports.values().forEach(Transport::close);
    }
}
