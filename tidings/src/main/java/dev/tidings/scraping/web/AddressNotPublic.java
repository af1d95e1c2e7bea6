package dev.tidings.scraping.web;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The refusal to connect to a host one of whose addresses is not on the public internet. */
final class AddressNotPublic extends UnknownHostException {
    AddressNotPublic(String host, InetAddress address) {
        super(host + " has the address " + address.getHostAddress() + ", which is not public");
    }
}
