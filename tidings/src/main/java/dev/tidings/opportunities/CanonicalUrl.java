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
 * The key by which two addresses of one page are told to be the same: without what tells where a visitor came from, and
 * without what servers do not care about. It is compared, never followed.
 */
final class CanonicalUrl {
    private static final BasicURLNormalizer SYNTAX = BasicURLNormalizer.newBuilder()
            .idnNormalization(IdnNormalization.PUNYCODE)
            .build();

    /** What advertisers, mailers and web analytics add to the links they hand out. */
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

    /** Null if the text is no absolute {@code http} or {@code https} address. */
    static @Nullable String of(String url) {
        String text = url.strip();
        if (!text.matches("(?i)https?://[^/?#].*")) {
            return null;
        }
        String normal = SYNTAX.filter(text);
        if (normal == null) {
            return null;
        }
        URI uri = URI.create(normal);
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
        String lasting = SESSION.matcher(path).replaceAll("");
        int end = lasting.length();
        while (end > 0 && lasting.charAt(end - 1) == '/') {
            end--;
        }
        return lasting.substring(0, end);
    }

    private static String query(@Nullable String query) {
        if (query == null) {
            return "";
        }
        String kept = Arrays.stream(query.split("&"))
                .filter(parameter -> !parameter.isEmpty() && !isTracking(parameter))
                .sorted()
                .collect(Collectors.joining("&"));
        return kept.isEmpty() ? "" : "?" + kept;
    }

    private static boolean isTracking(String parameter) {
        String name = parameter.substring(0, (parameter + "=").indexOf('='));
        return TRACKING.contains(name.toLowerCase(Locale.ROOT))
                || TRACKING_PREFIX.matcher(name).matches();
    }

    /** Where a page's script finds its way by the fragment, the fragment is part of the page's name. */
    private static String route(String url) {
        int hash = url.indexOf('#');
        boolean isRoute = hash >= 0 && (url.startsWith("#/", hash) || url.startsWith("#!", hash));
        return isRoute ? url.substring(hash) : "";
    }
}
