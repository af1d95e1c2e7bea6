package dev.tidings.scraping.web;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A host was refused because one of its addresses is not public. */
final class AddressNotPublic extends UnknownHostException {
    AddressNotPublic(String host, InetAddress address) {
        super(host + " has the address " + address.getHostAddress() + ", which is not public");
    }
}
