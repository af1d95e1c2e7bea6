package dev.tidings.scraping.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves host names and refuses names with any address that is not public. The client connects only to addresses
 * returned here, so a later DNS answer cannot redirect it (DNS rebinding).
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
