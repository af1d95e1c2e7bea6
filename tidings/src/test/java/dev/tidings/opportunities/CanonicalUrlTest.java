package dev.tidings.opportunities;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://Example.org/Call, https://example.org/Call",
        "http://example.org:80/call/, https://example.org/call",
        "https://example.org:443, https://example.org",
        "https://example.org:8443/call, https://example.org:8443/call",
        "https://www.example.org/call, https://example.org/call",
        "https://example.org/call#apply, https://example.org/call",
        "https://example.org/#/calls/7, https://example.org#/calls/7",
        "https://example.org/call?utm_source=x&utm_medium=mail, https://example.org/call",
        "https://example.org/call?b=2&fbclid=IwAR&a=1, https://example.org/call?a=1&b=2",
        "https://example.org/call?UTM_Campaign=c&gclid=1&mc_eid=2&id=7, https://example.org/call?id=7",
        "https://example.org/call?utmost=1, https://example.org/call?utmost=1",
        "https://example.org/call?, https://example.org/call",
        "https://example.org/a/../b/./call, https://example.org/b/call",
        "https://example.org/caf%c3%a9, https://example.org/caf%C3%A9",
        "https://example.org/café, https://example.org/caf%C3%A9",
        "https://example.org/%7Eann/call, https://example.org/~ann/call",
        "https://example.org/a b|c, https://example.org/a%20b%7Cc",
        "https://bücher.example/call, https://xn--bcher-kva.example/call",
        "https://ann:secret@example.org/call, https://example.org/call",
        "https://example.org/call;jsessionid=1A2B?id=3, https://example.org/call?id=3",
        "https://example.org/künstler?id=5, https://example.org/k%C3%BCnstler?id=5",
        "http://my_gallery.example/call, https://my_gallery.example/call",
        "https://example.org/100% off%, https://example.org/100%25%20off%25",
        "'  https://example.org/call  ', https://example.org/call"
    })
    void irrelevantPartsAreRemoved(String url, String canonical) {
        assertThat(CanonicalUrl.of(url)).isEqualTo(canonical);
        assertThat(CanonicalUrl.of(canonical)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org/call",
                "/call",
                "mailto:ann@example.org",
                "javascript:alert(1)",
                "https://",
                "ftp://example.org/call",
                "https://exa mple.org/",
                "https://[::1/x",
                "https://?q=1"
            })
    void invalidUrlHasNoCanonicalUrl(String url) {
        assertThat(CanonicalUrl.of(url)).isNull();
    }

    @Test
    void differentPagesStayDifferent() {
        assertThat(CanonicalUrl.of("https://example.org/call?id=1"))
                .isNotEqualTo(CanonicalUrl.of("https://example.org/call?id=2"));
        assertThat(CanonicalUrl.of("https://example.org/Call"))
                .isNotEqualTo(CanonicalUrl.of("https://example.org/call"));
    }
}
