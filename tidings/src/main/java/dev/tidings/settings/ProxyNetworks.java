package dev.tidings.settings;

import java.util.List;
import java.util.stream.Stream;

/** Networks of proxies: an IPv4 or IPv6 address and the length of its prefix. */
public final class ProxyNetworks {
    /** Loopback, link-local, private and shared (RFC 6598) addresses. */
    public static final List<String> PRIVATE = List.of(
            "127.0.0.0/8",
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "169.254.0.0/16",
            "100.64.0.0/10",
            "::1/128",
            "fe80::/10",
            "fc00::/7");

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final String IPV4 = "(" + OCTET + "\\.){3}" + OCTET;
    private static final String IPV6 = "(?=.*:.*:)[0-9A-Fa-f:]{2,39}";

    private ProxyNetworks() {}

    /** {@code 10.0.0.0/8, 192.0.2.7}, or {@code none}. */
    static List<String> parse(String text) {
        return text.equals("none")
                ? List.of()
                : Stream.of(text.split("[\\s,]+")).map(ProxyNetworks::network).toList();
    }

    private static String network(String entry) {
        int slash = entry.indexOf('/');
        String address = slash < 0 ? entry : entry.substring(0, slash);
        int bits = address.matches(IPV4) ? 32 : address.matches(IPV6) ? 128 : 0;
        String length = slash < 0 ? String.valueOf(bits) : entry.substring(slash + 1);
        if (bits == 0 || !length.matches("\\d{1,3}") || Integer.parseInt(length) > bits) {
            throw new IllegalArgumentException("has \"" + entry
                    + "\": give networks such as 10.0.0.0/8 or addresses, separated by commas, or none");
        }
        return address + "/" + length;
    }
}
