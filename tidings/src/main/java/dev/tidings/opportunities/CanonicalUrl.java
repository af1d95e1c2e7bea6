package dev.tidings.opportunities;

import crawlercommons.filters.basic.BasicURLNormalizer;
import crawlercommons.filters.basic.BasicURLNormalizer.IdnNormalization;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A normalized URL, used only for comparison. Two URLs of one page have the same canonical URL: it has no tracking
 * parameters, session ids, fragment or {@code www.} prefix.
 */
final class CanonicalUrl {
    private static final BasicURLNormalizer SYNTAX = BasicURLNormalizer.newBuilder()
            .idnNormalization(IdnNormalization.PUNYCODE)
            .build();

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

    /** Null if the text is not an absolute {@code http} or {@code https} URL. */
    static @Nullable String of(String url) {
        String text = url.strip();
        if (!text.matches("(?i)https?://[^/?#].*")) {
            return null;
        }
        String normalized = SYNTAX.filter(text);
        if (normalized == null) {
            return null;
        }
        URI uri = URI.create(normalized);
        String host = uri.getHost();
        if (host == null || host.isEmpty()) {
            return null;
        }
        return "https://" + host(host) + port(uri) + path(uri.getRawPath()) + query(uri.getRawQuery()) + route(text);
    }

    private static String host(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.startsWith("www.") ? name.substring(4) : name;
    }

    private static String port(URI uri) {
        return uri.getPort() < 0 || uri.getPort() == 80 || uri.getPort() == 443 ? "" : ":" + uri.getPort();
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
        String parameters = Arrays.stream(query.split("&"))
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
    private static String route(String url) {
        int hash = url.indexOf('#');
        boolean isRoute = hash >= 0 && (url.startsWith("#/", hash) || url.startsWith("#!", hash));
        return isRoute ? url.substring(hash) : "";
    }
}
