package dev.tidings.core;

import dev.tidings.fuzz.FuzzTarget;
import java.net.URI;
import java.util.List;

/** Web addresses and mail addresses. */
public final class AddressFuzzTarget implements FuzzTarget {
    private static final URI BASE = URI.create("https://board.example/calls/list?page=2");

    @Override
    public void read(byte[] input) {
        String text = FuzzTarget.text(input);
        WebUrl url = WebUrl.parse(text);
        if (url != null) {
            String written = url.uri().toString();
            FuzzTarget.require(written.chars().allMatch(c -> c > ' ' && c < 0x7f), "not printable ASCII: " + written);
            FuzzTarget.require(url.equals(WebUrl.parse(written)), "read again, it is another address: " + written);
            FuzzTarget.require(url.host().equals(WebUrl.host(url.uri())), "another host: " + written);
        }
        WebUrl link = WebUrl.resolve(BASE, text);
        FuzzTarget.require(link == null || link.equals(WebUrl.parse(link.uri().toString())), "another link");
        String address = EmailAddress.withAsciiDomain(text);
        if (EmailAddress.problem(address) == null) {
            String value = new EmailAddress(address).value();
            FuzzTarget.require(value.chars().allMatch(c -> c > ' ' && c < 0x7f), "not printable ASCII");
        }
    }

    @Override
    public List<byte[]> seeds() {
        return FuzzTarget.texts(
                "https://a.example/café?lang=fr#é",
                "HTTP:\\\\user:pw@MÜNCHEN.example:80/%zz/../x",
                "http://my_gallery.example/a[1]=2",
                "http://0x7f.1/",
                "http://[::ffff:1.2.3.4]:8080",
                "//a.example",
                "../x?y#z",
                "ada+x@münchen.example",
                "http://a.example./",
                "https://-/");
    }
}
