package dev.tidings.scraping.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names for the client that connects to what is returned here and asks nobody else, so that no second answer of
 * a name server can lead elsewhere. A name with a single address that is not public is refused.
 */
final class PublicOnlyDnsResolver implements DnsResolver {
    private final DnsResolver resolver;
    private final Predicate<InetAddress> isPublic;

    PublicOnlyDnsResolver(DnsResolver resolver, Predicate<InetAddress> isPublic) {
        this.resolver = resolver;
        this.isPublic = isPublic;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = resolver.resolve(host);
        for (InetAddress address : addresses) {
            if (!isPublic.test(address)) {
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
