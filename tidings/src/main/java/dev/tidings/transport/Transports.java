package dev.tidings.transport;

import dev.tidings.core.EmailAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The transports of this installation. */
public final class Transports implements AutoCloseable {
    private final Map<String, Transport> transports = new LinkedHashMap<>();
    private final Transport defaultTransport;
    private final @Nullable EmailAddress redirectTo;

    /** @param transports the first one is the default of every digest that names no transport */
    public Transports(Collection<Transport> transports) {
        this(transports, null);
    }

    /** @param redirectTo where every letter goes, whoever its recipient is; null to send letters to their recipients */
    public Transports(Collection<Transport> transports, @Nullable EmailAddress redirectTo) {
        transports.forEach(transport -> this.transports.put(
                transport.name(), redirectTo == null ? transport : new RedirectingTransport(transport, redirectTo)));
        defaultTransport = this.transports.values().iterator().next();
        this.redirectTo = redirectTo;
    }

    /** Where every letter goes, whoever its recipient is; null if letters go to their recipients. */
    public @Nullable EmailAddress redirectTo() {
        return redirectTo;
    }

    /**
     * Returns the transport for mail to operators, which is never redirected.
     *
     * @param name null for the default
     * @throws UnknownTransport if it is not configured
     */
    public Transport forOperators(@Nullable String name) {
        return resolve(name) instanceof RedirectingTransport redirecting ? redirecting.original() : resolve(name);
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
