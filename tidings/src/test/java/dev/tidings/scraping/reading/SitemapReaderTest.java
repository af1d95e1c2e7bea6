package dev.tidings.scraping.reading;

import static dev.tidings.scraping.reading.SampleDocuments.describe;
import static dev.tidings.scraping.reading.SampleDocuments.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.scraping.web.WebDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class SitemapReaderTest {
    private static final String SITEMAP = """
            <?xml version="1.0" encoding="UTF-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
            <url><loc>https://source.example/list/calls/1</loc><lastmod>2026-11-01</lastmod></url>
            <url><loc>https://source.example/list/calls/2</loc><lastmod>2026-11-20</lastmod></url>
            <url><loc>https://source.example/list/about</loc></url></urlset>""";

    private final SitemapReader reader =
            new SitemapReader(FieldPattern.of("/calls/"), 10_000, new LinkedDataReader(Map.of()));

    @Test
    void sitemapPagesAreListedWithTheirDates() {
        ParsedDocument parsed = reader.read(document(SITEMAP));

        assertThat(parsed.items()).isEmpty();
        assertThat(parsed.links()).isEmpty();
        assertThat(parsed.pages())
                .containsExactly(
                        page("1", Instant.parse("2026-11-01T00:00:00Z")),
                        page("2", Instant.parse("2026-11-20T00:00:00Z")));
    }

    private static ListedPage page(String number, Instant modifiedAt) {
        return new ListedPage(URI.create("https://source.example/list/calls/" + number), modifiedAt);
    }

    @Test
    void gzippedSitemapIsUnzippedWithinLimits() throws IOException {
        assertThat(reader.read(gzipped(SITEMAP.getBytes(StandardCharsets.UTF_8)))
                        .pages())
                .hasSize(2);
        assertThatThrownBy(() -> reader.read(gzipped(new byte[10_000_000])))
                .isInstanceOf(UnreadableDocument.class)
                .hasMessage("The sitemap has more than 10000 bytes when unzipped");
    }

    @Test
    void sitemapIndexListsItsSitemaps() {
        assertThat(reader.read(document("""
                        <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
                        <sitemap><loc>https://source.example/list/a.xml</loc></sitemap>
                        <sitemap><loc>https://source.example/list/b.xml</loc></sitemap></sitemapindex>""")).links())
                .containsExactly(
                        URI.create("https://source.example/list/a.xml"),
                        URI.create("https://source.example/list/b.xml"));
    }

    /** The JDK's own limit is 100,000 characters from entities. CDATA stays as it is. */
    @Test
    void sitemapWithManyEntitiesIsRead() {
        String pages =
                "<url><loc>https://source.example/list/calls/?a=1&amp;b=2&amp;c=3&amp;d=4</loc></url>".repeat(40_000);

        assertThat(reader.read(
                                document(
                                        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">" + pages
                                                + "<url><loc><![CDATA[https://source.example/list/calls/?x=&amp;]]></loc></url></urlset>"))
                        .pages())
                .hasSize(40_001)
                .extracting(page -> page.uri().toString())
                .startsWith("https://source.example/list/calls/?a=1&b=2&c=3&d=4")
                .endsWith("https://source.example/list/calls/?x=&amp;");
    }

    @Test
    void entitiesAreNotResolved() {
        assertThatThrownBy(() -> reader.read(document("""
                        <?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname">]>
                        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://source.example/list/calls/&x;</loc></url></urlset>"""))).isInstanceOf(UnreadableDocument.class);
    }

    @Test
    void schemaOrgDataOfPagesIsExtracted() {
        assertThat(describe(reader.read(document("""
                <html><head><script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
                  {"@type": "WebPage", "@id": "#page", "name": "not this"},
                  {"@type": "Organization", "@id": "#org", "name": "Atelier Nord"},
                  {"@type": ["ExhibitionEvent", "Thing"], "name": "Stone week", "url": "/calls/1", "description": "<p>Text</p>",
                   "organizer": {"@id": "#org"}, "startDate": "2026-12-01", "endDate": "2026-12-07T18:00:00+01:00",
                   "location": {"@type": "Place", "name": "Mill", "address": {"addressLocality": "Berlin"}},
                   "offers": [{"price": "25.00", "priceCurrency": "EUR", "validThrough": "2026-11-30"}], "keywords": "stone, wood",
                   "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode"}]}</script>
                <script type="application/ld+json">{broken</script>
                <script type="application/ld+json">{"@type": "JobPosting", "title": "Carver", "validThrough": "2026-12-31",
                  "hiringOrganization": {"name": "Quarry"}, "datePosted": "2026-11-01", "isAccessibleForFree": true}</script>
                """))))
                .containsExactly(
                        "title=Stone week, url=https://source.example/calls/1, description=<p>Text</p>, organization=Atelier Nord,"
                                + " deadline=2026-11-30, tags=stone+wood, location=Berlin, fee=25.00, currency=EUR, remote=true",
                        "title=Carver, url=https://source.example/list/, organization=Quarry, deadline=2026-12-31, fee=0,"
                                + " posted-at=2026-11-01");
    }

    @Test
    void pageWithOnlyMalformedJsonLdIsUnreadable() {
        assertThatThrownBy(() -> reader.read(document("<script type='application/ld+json'>{broken</script>")))
                .isInstanceOf(UnreadableDocument.class)
                .hasMessageStartingWith("The page's JSON-LD is not JSON");
    }

    private static WebDocument gzipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return new WebDocument(
                URI.create("https://source.example/list/sitemap.xml.gz"), "application/gzip", zipped.toByteArray());
    }
}
