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

/** Reads sitemaps and sitemap indexes, plain or gzipped, and the JSON-LD of the pages they list. */
public final class SitemapReader implements DocumentReader {
    private static final Pattern IS_SITEMAP =
            Pattern.compile("(?s)^\\s*(<\\?xml|<!--|<(\\w+:)?(urlset|sitemapindex)).*");

    private final @Nullable Pattern include;
    private final int maxBytes;
    private final LinkedDataReader pageReader;

    /**
     * @param include matches the URLs of pages to fetch; null for all
     * @param maxBytes maximum size of a gzipped sitemap after unzipping
     * @param pageReader reads the listed pages
     */
    public SitemapReader(@Nullable Pattern include, int maxBytes, LinkedDataReader pageReader) {
        this.include = include;
        this.maxBytes = maxBytes;
        this.pageReader = pageReader;
    }

    @Override
    public ParsedDocument read(WebDocument document) {
        WebDocument unzippedDocument = unzipped(document);
        return IS_SITEMAP.matcher(unzippedDocument.text()).matches()
                ? sitemap(unzippedDocument)
                : pageReader.read(unzippedDocument);
    }

    private WebDocument unzipped(WebDocument document) {
        byte[] bytes = document.bytes();
        if (bytes.length < 2 || (bytes[0] & 0xff) != 0x1f || (bytes[1] & 0xff) != 0x8b) {
            return document;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] text = in.readNBytes(maxBytes + 1);
            if (text.length > maxBytes) {
                throw new UnreadableDocument("The sitemap has more than " + maxBytes + " bytes when unzipped");
            }
            return new WebDocument(document.uri(), "text/xml", text);
        } catch (IOException e) {
            throw new UnreadableDocument("The sitemap cannot be unzipped: " + e.getMessage(), e);
        }
    }

    /** The parser rejects document type declarations. */
    private ParsedDocument sitemap(WebDocument document) {
        try {
            AbstractSiteMap sitemap = new SiteMapParser(false)
                    .parseSiteMap("text/xml", document.bytes(), document.uri().toURL());
            List<URI> links = new ArrayList<>();
            if (sitemap instanceof SiteMapIndex index) {
                index.getSitemaps()
                        .forEach(entry ->
                                add(links, document.uri(), entry.getUrl().toString()));
            } else if (sitemap instanceof SiteMap pages) {
                pages.getSiteMapUrls().stream()
                        .sorted(Comparator.comparing(
                                SiteMapURL::getLastModified, Comparator.nullsLast(Comparator.<Date>reverseOrder())))
                        .map(page -> page.getUrl().toString())
                        .filter(page -> include == null || include.matcher(page).find())
                        .forEach(page -> add(links, document.uri(), page));
            }
            return new ParsedDocument(List.of(), links);
        } catch (IOException | UnknownFormatException e) {
            throw new UnreadableDocument("The document is not a sitemap: " + e.getMessage(), e);
        }
    }

    private static void add(List<URI> links, URI base, String link) {
        URI uri = LinkResolver.resolve(base, link);
        if (uri != null) {
            links.add(uri);
        }
    }
}
