package dev.tidings.render;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A URL that letters may link to: absolute, http or https, with a host and without credentials. */
final class WebUrl {
    private WebUrl() {}

    /** Returns the URL in ASCII, or null if the value is not such a URL. */
    static @Nullable String of(@Nullable Object value) {
        if (!(value instanceof String text)) {
            return null;
        }
        try {
            URI uri = new URI(text.strip());
            return isWeb(uri) ? uri.toASCIIString() : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static boolean isWeb(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        return (scheme.equals("https") || scheme.equals("http")) && uri.getHost() != null && uri.getUserInfo() == null;
    }
}
