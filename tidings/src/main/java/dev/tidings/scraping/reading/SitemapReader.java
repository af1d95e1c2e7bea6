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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads sitemaps and sitemap indexes, plain or gzipped, and the JSON-LD of the pages they list. */
public final class SitemapReader implements DocumentReader {
    private static final Pattern IS_SITEMAP =
            Pattern.compile("(?s)^\\s*(<\\?xml|<!--|<(\\w+:)?(urlset|sitemapindex)).*");

    private final @Nullable FieldPattern include;
    private final int maxBytes;
    private final LinkedDataReader pageReader;

    /**
     * @param include matches the URLs of pages to fetch; null for all
     * @param maxBytes maximum size of a gzipped sitemap after unzipping
     * @param pageReader reads the listed pages
     */
    public SitemapReader(@Nullable FieldPattern include, int maxBytes, LinkedDataReader pageReader) {
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
                    .parseSiteMap(
                            "text/xml",
                            withNumericReferences(document.bytes()),
                            document.uri().toURL());
            List<URI> sitemaps = new ArrayList<>();
            List<ListedPage> pages = new ArrayList<>();
            if (sitemap instanceof SiteMapIndex index) {
                index.getSitemaps().stream()
                        .map(entry -> LinkResolver.resolve(
                                document.uri(), entry.getUrl().toString()))
                        .filter(Objects::nonNull)
                        .forEach(sitemaps::add);
            } else if (sitemap instanceof SiteMap list) {
                list.getSiteMapUrls().forEach(page -> add(pages, document.uri(), page));
            }
            return new ParsedDocument(List.of(), sitemaps, pages, List.of());
        } catch (IOException | UnknownFormatException e) {
            throw new UnreadableDocument("The document is not a sitemap: " + e.getMessage(), e);
        }
    }

    /**
     * The JDK's limit of 100,000 characters from entities counts ampersands that are escaped by name, of which long sitemaps
     * have more, and not those that are escaped by number. The parser of sitemaps has no setting for it.
     */
    private static byte[] withNumericReferences(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        StringBuilder numeric = new StringBuilder(text.length());
        int start = 0;
        while (start < text.length()) {
            int literal = text.indexOf("<![CDATA[", start);
            int end = literal < 0 ? text.length() : literal;
            numeric.append(text.substring(start, end).replace("&amp;", "&#38;"));
            int literalEnd = literal < 0 ? end : text.indexOf("]]>", end);
            start = literalEnd < 0 ? text.length() : literalEnd;
            numeric.append(text, end, start);
        }
        return numeric.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void add(List<ListedPage> pages, URI base, SiteMapURL page) {
        URI uri = LinkResolver.resolve(base, page.getUrl().toString());
        if (uri != null && (include == null || include.matches(uri.toString()))) {
            Date modified = page.getLastModified();
            pages.add(new ListedPage(uri, modified == null ? null : modified.toInstant()));
        }
    }
}
