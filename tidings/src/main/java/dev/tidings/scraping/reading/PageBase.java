package dev.tidings.scraping.reading;

import dev.tidings.scraping.web.LinkResolver;
import java.net.URI;
import org.jsoup.nodes.Document;

/** The address that a page's links are relative to. */
final class PageBase {
    private PageBase() {}

    /** The page's {@code base href}, or its own address without one. */
    static URI of(Document page, URI uri) {
        URI base = LinkResolver.resolve(uri, page.baseUri());
        return base == null ? uri : base;
    }
}
