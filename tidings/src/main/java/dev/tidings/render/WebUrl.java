package dev.tidings.render;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An address that letters may lead to: absolute, http or https, with a host and without a login. */
final class WebUrl {
    private WebUrl() {}

    /** The address in ASCII, or null if the value is no such address. */
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
