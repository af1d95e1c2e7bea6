package dev.tidings.scraping.web;

import dev.tidings.core.WebUrl;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Resolves links in documents. */
public final class LinkResolver {
    private LinkResolver() {}

    /** The absolute {@code http} or {@code https} URL of a link; null if there is none. */
    public static @Nullable URI resolve(URI base, String link) {
        WebUrl url = WebUrl.resolve(base, link);
        return url == null ? null : url.uri();
    }
}
