package dev.tidings.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebUrlTest {
    private static final URI BASE = URI.create("https://art.example/calls/list?page=1#top");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://a.example/call|https://a.example/call",
                "HTTPS://A.Example|https://a.example/",
                "https://a.example/café?lang=fr|https://a.example/caf%C3%A9?lang=fr",
                "https://a.example/künstler?id=5|https://a.example/k%C3%BCnstler?id=5",
                "http://my_gallery.example/|http://my_gallery.example/",
                "http://münchen.example/|http://xn--mnchen-3ya.example/",
                "http://MÜNCHEN.example:80/|http://xn--mnchen-3ya.example/",
                "http://straße.example/|http://xn--strae-oqa.example/",
                "http://例え.テスト/|http://xn--r8jz45g.xn--zckzah/",
                "http://a。example/|http://a.example/",
                "https://a.example/list?a[1]=2|https://a.example/list?a[1]=2",
                "https://a.example/a[1]|https://a.example/a%5B1%5D",
                "https://a.example/100% off%|https://a.example/100%25%20off%25",
                "https://a.example/%zz?q=%|https://a.example/%25zz?q=%25",
                "https://a.example/a%2Fb%c3%a9|https://a.example/a%2Fb%c3%a9",
                "https://a.example/a//b/./c/../d|https://a.example/a//b/d",
                "https://a.example/a/%2e%2E/..|https://a.example/",
                "https://a.example\\b\\c|https://a.example/b/c",
                "https:a.example/b|https://a.example/b",
                "https:////a.example/b|https://a.example/b",
                "https://a.example?x=y#z|https://a.example/?x=y#z",
                "https://a.example/?==&&=x|https://a.example/?==&&=x",
                "https://a.example/?q='\"<>|https://a.example/?q=%27%22%3C%3E",
                "https://a.example/{x}|https://a.example/%7Bx%7D",
                "https://ada:secret@a.example/|https://a.example/",
                "https://ada@b@a.example/|https://a.example/",
                "https://a.example:0443/|https://a.example/",
                "https://a.example:/|https://a.example/",
                "https://a.example:8443/|https://a.example:8443/",
                "http://0x7f.1/|http://127.0.0.1/",
                "http://2130706433/|http://127.0.0.1/",
                "http://0177.0.0.01/|http://127.0.0.1/",
                "http://１２７.0.0.1/|http://127.0.0.1/",
                "http://%31%32%37.0.0.1/|http://127.0.0.1/",
                "http://[2001:DB8::1]:81/|http://[2001:db8::1]:81/"
            })
    void addressIsReadAsBrowsersReadIt(String text, String url) {
        WebUrl read = WebUrl.parse(text);

        assertThat(read).hasToString(url);
        assertThat(WebUrl.parse(url)).isEqualTo(read);
        assertThat(URI.create(url)).isNotNull();
    }

    @Test
    void spaceAroundAddressAndLineEndsInsideAreRemoved() {
        assertThat(WebUrl.parse("\u00a0 https://a.exam\r\nple/a\tb \u0000")).hasToString("https://a.example/ab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a.example/call",
                "//a.example",
                "mailto:ada@a.example",
                "javascript:alert(1)",
                "ftp://a.example",
                "https:",
                "https://",
                "https://?q",
                "https://exa mple/",
                "https://a..example/",
                "https://.example/",
                "https://a.example:70000/",
                "https://a.example:8x/",
                "https://[::1/",
                "https://[::1]x/",
                "https://[fe80::1%25eth0]/",
                "https://a%00b.example/",
                "https://256.1.1.1/",
                "https://1.2.3.4.5/",
                "https://a.09/",
                "https://a\"b.example/"
            })
    void textWithoutHostIsNoAddress(String text) {
        assertThat(WebUrl.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "call|https://art.example/calls/call",
                "../call?id=7|https://art.example/call?id=7",
                "/call|https://art.example/call",
                "\\call|https://art.example/call",
                "//b.example/x|https://b.example/x",
                "?page=2|https://art.example/calls/list?page=2",
                "#end|https://art.example/calls/list?page=1#end",
                "''|https://art.example/calls/list?page=1",
                "http://b.example|http://b.example/",
                "künstler/ö.html|https://art.example/calls/k%C3%BCnstler/%C3%B6.html"
            })
    void linkIsResolvedAgainstItsDocument(String link, String url) {
        assertThat(WebUrl.resolve(BASE, link)).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mailto:ada@a.example", "javascript:void(0)", "tel:123", "data:text/html,x"})
    void linkOfAnotherSchemeIsNone(String link) {
        assertThat(WebUrl.resolve(BASE, link)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/",
                "http://localhost./",
                "http://app.localhost/",
                "http://printer.local/",
                "http://db.internal/",
                "http://intranet/",
                "http://127.0.0.1/",
                "http://0x7f000001/",
                "http://10.1.2.3/",
                "http://192.168.1.1:8080/",
                "http://169.254.169.254/latest/meta-data",
                "http://[::1]/",
                "http://[::ffff:10.0.0.1]/",
                "http://[fd00::1]/"
            })
    void hostOfOneMachineOrNetworkIsPrivate(String url) {
        assertThat(WebUrl.parse(url)).matches(WebUrl::isPrivate);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.example/",
                "http://93.184.215.14/",
                "http://[2606:2800:21f::1]/",
                "http://local.example"
            })
    void hostOnTheInternetIsNotPrivate(String url) {
        assertThat(WebUrl.parse(url)).matches(read -> !read.isPrivate());
    }

    @Test
    void anyTextGivesNoUrlOrOneThatIsReadAgainAlike() {
        Random random = new Random(7);
        String alphabet = "aZ0%2eE/\\?#@:[].&= \t\u0000é。ß\ud83d'\"<>|^`{}-_~";
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder(i % 2 == 0 ? "http://" : "https://a.b/");
            random.ints(random.nextInt(20), 0, alphabet.length()).forEach(c -> text.append(alphabet.charAt(c)));
            WebUrl url = WebUrl.parse(text.toString());
            if (url != null) {
                assertThat(WebUrl.parse(url.toString())).as(text.toString()).isEqualTo(url);
                assertThat(url.uri().toASCIIString()).isEqualTo(url.toString());
            }
        }
    }
}
