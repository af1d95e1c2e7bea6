package dev.tidings.scraping.reading;

import crawlercommons.sitemaps.AbstractSiteMap;
import crawlercommons.sitemaps.SiteMap;
import crawlercommons.sitemaps.SiteMapIndex;
import crawlercommons.sitemaps.SiteMapParser;
import crawlercommons.sitemaps.SiteMapURL;
import crawlercommons.sitemaps.UnknownFormatException;
import dev.tidings.scraping.web.LinkResolver;
import dev.tidings.scraping.web.WebDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads sitemaps, plain or gzipped, indexes of them, and the linked data of the pages that they lead to. */
public final class SitemapReader implements DocumentReader {
    private static final Pattern IS_SITEMAP =
            Pattern.compile("(?s)^\\s*(<\\?xml|<!--|<(\\w+:)?(urlset|sitemapindex)).*");

    private final @Nullable Pattern include;
    private final int limit;
    private final LinkedDataReader pages;

    /**
     * @param include which of the pages' addresses to visit, or null for all
     * @param limit how many bytes a gzipped sitemap may have, unzipped
     */
    public SitemapReader(@Nullable Pattern include, int limit, LinkedDataReader pages) {
        this.include = include;
        this.limit = limit;
        this.pages = pages;
    }

    @Override
    public ParsedDocument read(WebDocument document) {
        WebDocument plain = unzipped(document);
        return IS_SITEMAP.matcher(plain.text()).matches() ? sitemap(plain) : pages.read(plain);
    }

    private WebDocument unzipped(WebDocument document) {
        byte[] bytes = document.bytes();
        if (bytes.length < 2 || (bytes[0] & 0xff) != 0x1f || (bytes[1] & 0xff) != 0x8b) {
            return document;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] text = in.readNBytes(limit + 1);
            if (text.length > limit) {
                throw new UnreadableDocument("The sitemap has more than " + limit + " bytes when unzipped");
            }
            return new WebDocument(document.uri(), "text/xml", text);
        } catch (IOException e) {
            throw new UnreadableDocument("The sitemap cannot be unzipped: " + e.getMessage(), e);
        }
    }

    /** Document type declarations are refused by the parser. */
    private ParsedDocument sitemap(WebDocument document) {
        try {
            AbstractSiteMap map = new SiteMapParser(false)
                    .parseSiteMap("text/xml", document.bytes(), document.uri().toURL());
            List<URI> onward = new ArrayList<>();
            if (map instanceof SiteMapIndex index) {
                index.getSitemaps()
                        .forEach(part ->
                                add(onward, document.uri(), part.getUrl().toString()));
            } else if (map instanceof SiteMap pagesOfMap) {
                pagesOfMap.getSiteMapUrls().stream()
                        .sorted(Comparator.comparing(
                                SiteMapURL::getLastModified, Comparator.nullsLast(Comparator.<Date>reverseOrder())))
                        .map(page -> page.getUrl().toString())
                        .filter(page -> include == null || include.matcher(page).find())
                        .forEach(page -> add(onward, document.uri(), page));
            }
            return new ParsedDocument(List.of(), onward);
        } catch (IOException | UnknownFormatException e) {
            throw new UnreadableDocument("The document is no sitemap: " + e.getMessage(), e);
        }
    }

    private static void add(List<URI> onward, URI base, String link) {
        URI uri = LinkResolver.resolve(base, link);
        if (uri != null) {
            onward.add(uri);
        }
    }
}
