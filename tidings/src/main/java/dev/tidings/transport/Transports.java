package dev.tidings.transport;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The transports of this installation. */
public final class Transports implements AutoCloseable {
    private final Map<String, Transport> transports = new LinkedHashMap<>();
    private final Transport defaultTransport;

    /** @param transports the first one is the default of every digest that names no transport */
    public Transports(Collection<Transport> transports) {
        transports.forEach(transport -> this.transports.put(transport.name(), transport));
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

    public boolean contains(String name) {
        return transports.containsKey(name);
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

    @Override
    public void close() {
        transports.values().forEach(Transport::close);
    }
}
