package dev.tidings.scraping.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names for the client that connects to what is returned here and asks nobody else, so that no second answer of
 * a name server can lead elsewhere. A name with a single address that is not public is refused.
 */
final class GuardedNames implements DnsResolver {
    private final DnsResolver resolver;

    GuardedNames(DnsResolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = resolver.resolve(host);
        for (InetAddress address : addresses) {
            if (!PublicAddress.is(address)) {
                throw new AddressNotPublic(host, address);
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return resolver.resolveCanonicalHostname(host);
    }
}
