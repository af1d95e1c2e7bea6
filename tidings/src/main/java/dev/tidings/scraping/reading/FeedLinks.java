package dev.tidings.scraping.reading;

import dev.tidings.scraping.web.LinkResolver;
import java.net.URI;
import java.util.stream.Stream;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.jspecify.annotations.Nullable;

/**
 * Makes the links of a feed's items absolute (XML Base). An RSS item without a link gets its guid, if that is a
 * permanent link (RSS 2.0), or its {@code rdf:about} (RSS 1.0).
 */
final class FeedLinks {
    private static final Namespace RDF = Namespace.getNamespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#");

    private FeedLinks() {}

    /** @param document the address of the feed */
    static void complete(Element root, URI document) {
        URI base = base(document, root);
        for (Element child : root.getChildren()) {
            if (child.getName().equals("channel")) {
                URI channelBase = base(base, child);
                child.getChildren().forEach(entry -> completeEntry(entry, channelBase));
            } else {
                completeEntry(child, base);
            }
        }
    }

    private static void completeEntry(Element entry, URI parentBase) {
        boolean rss = entry.getName().equals("item");
        if (!rss && !entry.getName().equals("entry")) {
            return;
        }
        URI base = base(parentBase, entry);
        if (rss) {
            completeItem(entry, base);
            return;
        }
        for (Element link : entry.getChildren("link", entry.getNamespace())) {
            @Nullable String target = absolute(base(base, link), link.getAttributeValue("href"));
            if (target != null) {
                link.setAttribute("href", target);
            }
        }
        entry.getChildren("link", entry.getNamespace()).stream()
                .filter(link -> isBlank(link.getAttributeValue("href")))
                .toList()
                .forEach(Element::detach);
    }

    private static void completeItem(Element item, URI base) {
        Namespace namespace = item.getNamespace();
        @Nullable Element link = item.getChild("link", namespace);
        @Nullable
        String target = Stream.of(
                        link == null ? null : absolute(base(base, link), link.getText()),
                        link == null ? null : absolute(base(base, link), link.getAttributeValue("href")),
                        permanentLink(item.getChild("guid", namespace)),
                        webAddress(item.getAttributeValue("about", RDF)))
                .filter(found -> found != null)
                .findFirst()
                .orElse(null);
        item.removeChildren("link", namespace);
        if (target != null) {
            item.addContent(new Element("link", namespace).setText(target));
        }
    }

    private static @Nullable String permanentLink(@Nullable Element guid) {
        return guid == null || "false".equalsIgnoreCase(guid.getAttributeValue("isPermaLink"))
                ? null
                : webAddress(guid.getText());
    }

    /** The text, if it is an absolute web address; otherwise null. */
    static @Nullable String webAddress(@Nullable String text) {
        return text != null && text.strip().matches("(?i)https?://\\S+") ? text.strip() : null;
    }

    private static @Nullable String absolute(URI base, @Nullable String link) {
        URI uri = link == null || link.isBlank() ? null : LinkResolver.resolve(base, link);
        return uri == null ? null : uri.toString();
    }

    private static URI base(URI parent, Element element) {
        String base = element.getAttributeValue("base", Namespace.XML_NAMESPACE);
        URI uri = base == null ? null : LinkResolver.resolve(parent, base);
        return uri == null ? parent : uri;
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
