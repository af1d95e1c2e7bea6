package dev.tidings.scraping;

import dev.tidings.fuzz.FuzzTarget;
import dev.tidings.opportunities.OpportunityFuzzTarget;
import dev.tidings.scraping.FetchResult.FetchedDocument;
import dev.tidings.scraping.Source.SourceKind;
import dev.tidings.scraping.reading.DocumentNature;
import dev.tidings.scraping.reading.PageNeeds;
import dev.tidings.scraping.reading.ParsedDocument;
import dev.tidings.scraping.reading.UnreadableDocument;
import dev.tidings.scraping.web.WebDocument;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Documents of sources, of each kind, up to the rows that are imported. */
public final class DocumentFuzzTarget implements FuzzTarget {
    private static final List<SourceKind> KINDS = List.of(SourceKind.values());
    private static final URI ADDRESS = URI.create("https://board.example/calls");

    @Override
    public void read(byte[] input) {
        SourceKind kind = KINDS.get(FuzzTarget.variant(input, KINDS.size()));
        WebDocument document = new WebDocument(ADDRESS, null, FuzzTarget.rest(input));
        Source source = source(kind);
        try {
            ParsedDocument parsed = DocumentReaders.forSource(source, TestScraping.NOW)
                    .read(document)
                    .limited();
            FetchResult fetched = new FetchResult();
            fetched.add(new FetchedDocument(ADDRESS, null, null, null, parsed.items(), false), input.length);
            ItemDates dates = new ItemDates(source, address -> Optional.empty(), TestScraping.NOW);
            new ConvertedItems(source, fetched, dates).rows().forEach(OpportunityFuzzTarget::check);
        } catch (UnreadableDocument refused) {
            FuzzTarget.require(refused.getMessage() != null, "a refusal says why");
        }
        if (DocumentNature.of(document) == DocumentNature.HTML) {
            PageNeeds.of(document);
        }
    }

    private static Source source(SourceKind kind) {
        TestSource source = TestSource.of("calls", kind, ADDRESS);
        return kind == SourceKind.HTML ? source.list("li", "a.next", 3).build() : source.build();
    }

    @Override
    public List<byte[]> seeds() {
        return FuzzTarget.texts(
                kind(SourceKind.RSS)
                        + "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"b\">]><rss version=\"2.0\"><channel><title>C</title>"
                        + "<item><title>Stone &a; &ouml;</title><link>/1</link><description>&lt;p>Deadline: 1 May"
                        + " 2027&lt;/p></description><pubDate>Mon, 07 Dec 2026 00:00:00 GMT</pubDate></item></channel></rss>",
                kind(SourceKind.RSS)
                        + "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://a.example/\"><entry><title"
                        + " type=\"html\">A</title><link rel=\"alternate\" href=\"b\"/><updated>2026-12-07T00:00:00Z</updated></entry></feed>",
                kind(SourceKind.RSS) + "<rss version=\"2.0\"><item/></rss>",
                kind(SourceKind.RSS) + "<feed xmlns=\" http://www.w3.org/2005/Atom\"><entry/></feed>",
                kind(SourceKind.JSON)
                        + "[{\"title\":\"A\",\"url\":\"/a\",\"deadline\":\"2027-01-31\",\"fee\":1e400,\"tags\":[\"x\"]}]",
                kind(SourceKind.HTML)
                        + "<ul><li><h2>A</h2><a href=\"/a?x=1&y\">more</a> Apply by 3 March 2027</li></ul><a class=next href=2>",
                kind(SourceKind.SITEMAP)
                        + "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><url><loc>https://board.example/1</loc>"
                        + "<lastmod>2026-12-01</lastmod></url></urlset>",
                kind(SourceKind.SITEMAP)
                        + "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@type\":\"Event\",\"name\":\"A\","
                        + "\"url\":\"/a\",\"endDate\":\"2027-01-01\",\"offers\":{\"price\":\"5\",\"priceCurrency\":\"EUR\"}}</script>",
                kind(SourceKind.ICAL)
                        + "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:A\r\nURL:https://a.example/1\r\nDTSTART;TZID=Europe/Berlin:"
                        + "20270101T100000\r\nRRULE:FREQ=SECONDLY;UNTIL=20990101T000000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    }

    /** The byte that chooses the kind. */
    private static String kind(SourceKind kind) {
        return String.valueOf((char) (KINDS.size() * 10 + KINDS.indexOf(kind)));
    }
}
