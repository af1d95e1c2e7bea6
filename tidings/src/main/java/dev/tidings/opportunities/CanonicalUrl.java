package dev.tidings.opportunities;

import dev.tidings.core.WebUrl;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A normalized URL, used only for comparison. Two URLs of one page have the same canonical URL: it has no tracking
 * parameters, session ids, fragment or {@code www.} prefix.
 */
final class CanonicalUrl {
    /** Parameters that advertising, mailing and analytics systems add. */
    private static final Pattern TRACKING_PREFIX =
            Pattern.compile("(utm|pk|piwik|mtm|matomo|hsa|itm)_.*", Pattern.CASE_INSENSITIVE);

    private static final Set<String> TRACKING = Set.of(
            "_ga",
            "_gl",
            "_hsenc",
            "_hsmi",
            "__hssc",
            "__hstc",
            "dclid",
            "fbclid",
            "gad_source",
            "gbraid",
            "gclid",
            "gclsrc",
            "igsh",
            "igshid",
            "mc_cid",
            "mc_eid",
            "mkt_tok",
            "msclkid",
            "oly_anon_id",
            "oly_enc_id",
            "ref_src",
            "s_cid",
            "ttclid",
            "twclid",
            "vero_conv",
            "vero_id",
            "wbraid",
            "wickedid",
            "wt_mc",
            "yclid");

    private static final Pattern SESSION = Pattern.compile(";jsessionid=[^/?]*", Pattern.CASE_INSENSITIVE);

    private CanonicalUrl() {}

    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");

    /** Null if the text is not an absolute {@code http} or {@code https} URL. */
    static @Nullable String of(String text) {
        WebUrl url = WebUrl.parse(text);
        return url == null ? null : of(url);
    }

    static String of(WebUrl url) {
        return "https://" + host(url.host()) + port(url.port()) + path(unescape(url.path())) + query(url.query())
                + route(url.fragment());
    }

    private static String host(String host) {
        return host.startsWith("www.") ? host.substring(4) : host;
    }

    private static String port(int port) {
        return port < 0 || port == 80 || port == 443 ? "" : ":" + port;
    }

    /** Decodes letters, digits and other characters that need no escape, and writes other escapes in upper case. */
    private static String unescape(String text) {
        return ESCAPE.matcher(text).replaceAll(CanonicalUrl::unescape);
    }

    private static String unescape(MatchResult escape) {
        char c = (char) Integer.parseInt(escape.group().substring(1), 16);
        boolean isPlain = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
        return isPlain ? Character.toString(c) : escape.group().toUpperCase(Locale.ROOT);
    }

    private static String path(String path) {
        String stablePath = SESSION.matcher(path).replaceAll("");
        int end = stablePath.length();
        while (end > 0 && stablePath.charAt(end - 1) == '/') {
            end--;
        }
        return stablePath.substring(0, end);
    }

    private static String query(@Nullable String query) {
        if (query == null) {
            return "";
        }
        String parameters = Arrays.stream(unescape(query).split("&"))
                .filter(parameter -> !parameter.isEmpty() && !isTracking(parameter))
                .sorted()
                .collect(Collectors.joining("&"));
        return parameters.isEmpty() ? "" : "?" + parameters;
    }

    private static boolean isTracking(String parameter) {
        String name = parameter.substring(0, (parameter + "=").indexOf('='));
        return TRACKING.contains(name.toLowerCase(Locale.ROOT))
                || TRACKING_PREFIX.matcher(name).matches();
    }

    /** The fragment if client-side routing uses it ({@code #/} or {@code #!}). It then identifies the page. */
    private static String route(@Nullable String fragment) {
        boolean isRoute = fragment != null && (fragment.startsWith("/") || fragment.startsWith("!"));
        return isRoute ? "#" + fragment : "";
    }
}
