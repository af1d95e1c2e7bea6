package dev.tidings.feedback;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells machines that follow links in letters from readers who do, by what the machines say of themselves. Those that
 * pose as a browser pass for a reader; {@code unsubscribe.confirm: always} is the answer to them.
 *
 * <p>Plain HTTP clients ({@code curl}, {@code python-requests}) are no scanners: readers write scripts too.
 */
@Component
public class LinkScanners {
    /** Parts of user agents, in lower case. */
    private static final List<String> USER_AGENTS = List.of(
            // Microsoft: Defender's Safe Links, Office looking at a link before it opens the browser, previews.
            // bing.com/webmasters/help/which-crawlers-does-bing-use-8c184ec0
            "safelinks",
            "ms-office",
            "microsoft office",
            "microsoftpreview",
            "bingpreview",
            "bingbot",
            "skypeuripreview",
            // Gateways that name themselves: github.com/matomo-org/device-detector (regexes/bots.yml) and the vendors.
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
            // Sandboxes that are given links to look at.
            "netcraft",
            "urlscan",
            "virustotal",
            // Mail providers that fetch in advance. Google's image proxy, and the browser of 2015 that Gmail's prefetch
            // poses as: github.com/pentacent/keila (tracking_controller.ex); help.yahoo.com/kb/SLN28749.html
            "googleimageproxy",
            "edge/12.246 mozilla/5.0",
            "googlemessages",
            "google-safety",
            "googlebot",
            "yahoomailproxy",
            "applebot",
            // Messengers that draw a card for a link: github.com/monperrus/crawler-user-agents
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
            // What every other machine of the kind is called.
            "crawler",
            "spider",
            "link preview",
            "linkcheck",
            "link checker",
            "url scanner");

    /** Fetch pictures when a letter is shown, as a rule: nobody else learns who reads. */
    private static final List<String> IMAGE_PROXIES = List.of("googleimageproxy", "yahoomailproxy");

    /** Look at links for their own sake, but fetch pictures to show them: the proxies, and Outlook. */
    private static final Set<String> IMAGE_VIEWERS =
            Set.of("googleimageproxy", "yahoomailproxy", "ms-office", "microsoft office");

    private static final String PREFETCHED = "fetched in advance";

    /** Apple Mail's privacy protection has this for a user agent, and nothing behind it. */
    private static final String APPLE_MAIL = "mozilla/5.0";

    /**
     * Whether a machine followed the link by itself.
     *
     * @param header gives a request header's value by its name, or null
     */
    public boolean isScanner(UnaryOperator<@Nullable String> header) {
        return scannerOfLink(header) != null;
    }

    /** By what it shows that a machine followed the link, or null. */
    @Nullable
    String scannerOfLink(UnaryOperator<@Nullable String> header) {
        if (isPrefetch(header)) {
            return PREFETCHED;
        }
        return isSubresource(header) ? "not fetched as a page" : scannerName(header, USER_AGENTS.stream());
    }

    /** By what it shows that a machine fetched a letter's picture without showing it, or null. */
    @Nullable
    String scannerOfImage(UnaryOperator<@Nullable String> header) {
        return isPrefetch(header)
                ? PREFETCHED
                : scannerName(header, USER_AGENTS.stream().filter(Predicate.not(IMAGE_VIEWERS::contains)));
    }

    /** Whose proxy fetched a letter's picture, for a reader or in advance, or null. */
    @Nullable
    String imageProxy(UnaryOperator<@Nullable String> header) {
        String agent = text(header, "User-Agent");
        return IMAGE_PROXIES.stream().filter(agent::contains).findFirst().orElse(null);
    }

    /** The page is fetched in case somebody asks for it (HTML, speculative loading; MDN, Sec-Purpose). */
    private static boolean isPrefetch(UnaryOperator<@Nullable String> header) {
        return Stream.of("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
                .map(name -> text(header, name))
                .anyMatch(purpose -> purpose.contains("prefetch") || purpose.contains("preview"));
    }

    /** A browser fetches the address, but not to show it as a page (W3C Fetch Metadata). */
    private static boolean isSubresource(UnaryOperator<@Nullable String> header) {
        String destination = text(header, "Sec-Fetch-Dest");
        return !destination.isEmpty() && !destination.equals("document");
    }

    private static @Nullable String scannerName(UnaryOperator<@Nullable String> header, Stream<String> names) {
        String agent = text(header, "User-Agent");
        return agent.equals(APPLE_MAIL)
                ? "Apple Mail's privacy protection"
                : names.filter(agent::contains)
                        .findFirst()
                        .map(name -> "calls itself " + name)
                        .orElse(null);
    }

    private static String text(UnaryOperator<@Nullable String> header, String name) {
        String value = header.apply(name);
        return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
    }
}
