package dev.tidings.feedback;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Recognizes link scanners by their request headers. Scanners that imitate a browser are not recognized; {@code
 * unsubscribe.confirm: suspected} and {@code always} handle those.
 *
 * <p>Plain HTTP clients ({@code curl}, {@code python-requests}) do not count as scanners, because readers use scripts
 * too.
 */
@Component
public class LinkScanners {
    /** Substrings of user agents, in lower case. */
    private static final List<String> USER_AGENTS = List.of(
            // Microsoft: Defender's Safe Links, Office checks before opening the browser, link previews.
            // bing.com/webmasters/help/which-crawlers-does-bing-use-8c184ec0
            "safelinks",
            "ms-office",
            "microsoft office",
            "microsoftpreview",
            "bingpreview",
            "bingbot",
            "skypeuripreview",
            // Mail gateways: github.com/matomo-org/device-detector (regexes/bots.yml) and the vendors.
            "barracuda",
            "checkpoint",
            "avanan",
            "cisco secure email",
            "ciscosecureemail",
            "cloudmark",
            "fireeye",
            "forcepoint",
            "websense",
            "fortimail",
            "fortinet",
            "hornetsecurity",
            "ironport",
            "messagelabs",
            "mimecast",
            "proofpoint",
            "urldefense",
            "sophos",
            "symantec",
            "trellix",
            "trend micro",
            "trendmicro",
            "vadesecure",
            "zscaler",
            // Sandboxes for links.
            "netcraft",
            "urlscan",
            "virustotal",
            // Mail providers that prefetch. Google's image proxy, and the 2015 browser version that Gmail's prefetch
            // claims to be: github.com/pentacent/keila (tracking_controller.ex); help.yahoo.com/kb/SLN28749.html
            "googleimageproxy",
            "edge/12.246 mozilla/5.0",
            "googlemessages",
            "google-safety",
            "googlebot",
            "yahoomailproxy",
            "applebot",
            // Messengers that show link previews: github.com/monperrus/crawler-user-agents
            "discordbot",
            "facebookexternalhit",
            "linkedinbot",
            "redditbot",
            "slackbot",
            "slack-imgproxy",
            "telegrambot",
            "twitterbot",
            "whatsapp",
            "snap url preview",
            // Generic names.
            "crawler",
            "spider",
            "link preview",
            "linkcheck",
            "link checker",
            "url scanner");

    /** Proxies that fetch images when a letter is shown, and hide the reader. */
    private static final List<String> IMAGE_PROXIES = List.of("googleimageproxy", "yahoomailproxy");

    /** Agents that count as scanners for links but fetch images to show them. */
    private static final Set<String> IMAGE_VIEWERS =
            Set.of("googleimageproxy", "yahoomailproxy", "ms-office", "microsoft office");

    /** User agents of HTTP libraries and automated browsers, in lower case. */
    private static final Pattern PROGRAM =
            Pattern.compile("headless|phantomjs|puppeteer|playwright|selenium|scrapy|wget|curl"
                    + "|python|aiohttp|httpx|urllib|go-http-client|okhttp|java/|java-http-client|jakarta|apache-httpclient|libwww|lwp"
                    + "|node|axios|undici|got \\(|guzzle|\\bphp\\b|ruby|faraday|rest-client|httpie|powershell|winhttp|reqwest|hyper/"
                    + "|dart|postman|insomnia|http-?client|http_request");

    private static final String PREFETCHED = "prefetch";

    /** The complete user agent of Apple Mail Privacy Protection. */
    private static final String APPLE_MAIL = "mozilla/5.0";

    /** @param header returns the value of a request header by name, or null */
    public boolean isScanner(UnaryOperator<@Nullable String> header) {
        return scannerOfLink(header) != null;
    }

    /** Whether the request names an HTTP library or an automated browser, or no user agent at all. */
    boolean isProgram(UnaryOperator<@Nullable String> header) {
        String userAgent = text(header, "User-Agent");
        return userAgent.isEmpty() || PROGRAM.matcher(userAgent).find();
    }

    /** The sign that a machine followed the link; null if there is none. */
    @Nullable
    String scannerOfLink(UnaryOperator<@Nullable String> header) {
        if (isPrefetch(header)) {
            return PREFETCHED;
        }
        return isSubresource(header) ? "not a page request" : scannerName(header, USER_AGENTS.stream());
    }

    /** The sign that a machine fetched the image without showing it; null if there is none. */
    @Nullable
    String scannerOfImage(UnaryOperator<@Nullable String> header) {
        return isPrefetch(header)
                ? PREFETCHED
                : scannerName(header, USER_AGENTS.stream().filter(Predicate.not(IMAGE_VIEWERS::contains)));
    }

    /** The name of the proxy that fetched the image, or null. */
    @Nullable
    String imageProxy(UnaryOperator<@Nullable String> header) {
        String userAgent = text(header, "User-Agent");
        return IMAGE_PROXIES.stream().filter(userAgent::contains).findFirst().orElse(null);
    }

    /** Whether the browser speculatively loads the page (HTML, speculative loading; MDN, Sec-Purpose). */
    private static boolean isPrefetch(UnaryOperator<@Nullable String> header) {
        return Stream.of("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
                .map(name -> text(header, name))
                .anyMatch(purpose -> purpose.contains("prefetch") || purpose.contains("preview"));
    }

    /** Whether the browser fetches the URL for another use than a page (W3C Fetch Metadata). */
    private static boolean isSubresource(UnaryOperator<@Nullable String> header) {
        String destination = text(header, "Sec-Fetch-Dest");
        return !destination.isEmpty() && !destination.equals("document");
    }

    private static @Nullable String scannerName(UnaryOperator<@Nullable String> header, Stream<String> names) {
        String userAgent = text(header, "User-Agent");
        return userAgent.equals(APPLE_MAIL)
                ? "Apple Mail's privacy protection"
                : names.filter(userAgent::contains)
                        .findFirst()
                        .map(name -> "user agent " + name)
                        .orElse(null);
    }

    private static String text(UnaryOperator<@Nullable String> header, String name) {
        String value = header.apply(name);
        return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
    }
}
