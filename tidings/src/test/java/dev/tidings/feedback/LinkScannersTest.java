package dev.tidings.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkScannersTest {
    private final LinkScanners scanners = new LinkScanners();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/4.0 (compatible; ms-office; MSOffice 16)",
                "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17126; Pro)",
                "Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/534+ (KHTML, like Gecko) BingPreview/1.0b",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0",
                "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
                "YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html",
                "Barracuda Sentinel (EE)",
                "Mimecast Ltd",
                "Proofpoint URL Defense",
                "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
                "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
                "WhatsApp/2.23.20.0 A",
                "Mozilla/5.0"
            })
    void scannerIsRecognizedByItsUserAgent(String userAgent) {
        assertThat(isScanner(Map.of("User-Agent", userAgent))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
                "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
                "Mozilla/5.0 (Linux; Android 11; CUBOT_X50) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Outlook-iOS/2.0",
                "Lynx/2.9.0",
                "curl/8.5.0",
                ""
            })
    void readersBrowserIsNotAScanner(String userAgent) {
        assertThat(isScanner(Map.of("User-Agent", userAgent, "Sec-Fetch-Dest", "document")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Purpose,prefetch",
        "Sec-Purpose,prefetch;prerender",
        "Purpose,prefetch",
        "X-Purpose,preview",
        "X-Moz,prefetch",
        "Sec-Fetch-Dest,image",
        "Sec-Fetch-Dest,empty"
    })
    void prefetchAndSubresourceRequestsAreByScanners(String name, String value) {
        assertThat(isScanner(Map.of("User-Agent", "Mozilla/5.0 (X11) Firefox/132.0", name, value)))
                .isTrue();
    }

    @Test
    void requestWithoutHeadersIsNotByAScanner() {
        assertThat(isScanner(Map.of())).isFalse();
    }

    private boolean isScanner(Map<String, String> headers) {
        return scanners.isScanner(headers::get);
    }
}
