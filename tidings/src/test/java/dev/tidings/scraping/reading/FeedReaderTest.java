package dev.tidings.scraping.reading;

import static dev.tidings.scraping.reading.SampleDocuments.describe;
import static dev.tidings.scraping.reading.SampleDocuments.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeedReaderTest {
    private static final String RSS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
                 xmlns:call="https://source.example/ns">
            <channel><title>Calls</title><link>https://source.example/</link><description>d</description><language>en-us</language>
            <item>
              <title>Stone &amp; Wood</title>
              <link>/calls/1?utm_source=rss</link>
              <description>Short.</description>
              <content:encoded><![CDATA[<p>A longer <b>text</b>.</p>]]></content:encoded>
              <category>stone</category><category>wood</category>
              <dc:publisher>Atelier Nord</dc:publisher>
              <pubDate>Sun, 22 Nov 2026 08:00:00 +0100</pubDate>
              <call:deadline>30.11.2026</call:deadline>
            </item>
            <item><title>No link</title><guid isPermaLink="true">https://source.example/calls/2</guid></item>
            </channel></rss>""";

    private final FeedReader reader = new FeedReader(Map.of(ItemField.DEADLINE, "call:deadline"));

    @Test
    void rssIsParsed() {
        assertThat(describe(reader.read(document(RSS))))
                .containsExactly(
                        "title=Stone & Wood, url=https://source.example/calls/1?utm_source=rss,"
                                + " description=<p>A longer <b>text</b>.</p>, organization=Atelier Nord, deadline=30.11.2026,"
                                + " tags=stone+wood, language=en-us, posted-at=2026-11-22T07:00Z",
                        "title=No link, url=https://source.example/calls/2, language=en-us");
    }

    @Test
    void elementsOfTheFeedItselfCanHoldFields() {
        FeedReader mapped = new FeedReader(Map.of(
                ItemField.DEADLINE,
                "closing",
                ItemField.LOCATION,
                "source",
                ItemField.FEE,
                "Fee",
                ItemField.TYPE,
                "author"));
        assertThat(describe(mapped.read(document("""
                <rss version="2.0"><channel><title>Calls</title><link>https://source.example/</link><description>d</description>
                <item><title>Plain</title><link>/a/1</link><closing>15 Jan 2027</closing><fee>$25</fee>
                  <source url="https://other.example/feed">Berlin</source></item></channel></rss>"""))))
                .singleElement()
                .asString()
                .contains(
                        "title=Plain",
                        "url=https://source.example/a/1",
                        "deadline=15 Jan 2027",
                        "fee=$25",
                        "location=Berlin");
        assertThat(describe(mapped.read(document("""
                <feed xmlns="http://www.w3.org/2005/Atom"><title>Calls</title><id>urn:x</id>
                <entry><title>Atom</title><id>https://source.example/a/2</id><closing>15 Jan 2027</closing>
                  <updated>2026-11-20T08:00:00+01:00</updated></entry></feed>"""))))
                .singleElement()
                .asString()
                .contains("title=Atom", "deadline=15 Jan 2027");
    }

    @Test
    void atomIsParsed() {
        assertThat(describe(reader.read(document("""
                <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Calls</title><id>urn:x</id>
                <updated>2026-11-22T08:00:00Z</updated>
                <entry><title type="html">Stein &amp;amp; Holz</title><id>urn:1</id>
                  <link rel="alternate" href="https://source.example/calls/1"/><link rel="enclosure" href="https://source.example/x.pdf"/>
                  <updated>2026-11-20T08:00:00+01:00</updated><category term="stein"/>
                  <summary type="html">&lt;p&gt;Kurz&lt;/p&gt;</summary></entry></feed>"""))))
                .containsExactly("title=Stein &amp; Holz, url=https://source.example/calls/1, description=<p>Kurz</p>,"
                        + " tags=stein, posted-at=2026-11-20T07:00Z");
    }

    @Test
    void rdfIsParsed() {
        assertThat(describe(reader.read(document("""
                <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
                  xmlns:dc="http://purl.org/dc/elements/1.1/">
                <channel rdf:about="https://source.example/"><title>Calls</title><link>https://source.example/</link><description>d</description></channel>
                <item rdf:about="https://source.example/calls/1"><title>Stone</title><link>https://source.example/calls/1</link>
                <dc:date>2026-11-20</dc:date></item></rdf:RDF>"""))))
                .containsExactly("title=Stone, url=https://source.example/calls/1, posted-at=2026-11-20T00:00Z");
    }

    @Test
    void malformedXmlIsRepaired() {
        String malformed = RSS.replace("Stone &amp; Wood", "Stone & Wood &nbsp; <br> more")
                .replace("</item>\n<item><title>No", "</item><item><title>No")
                .replace("</channel></rss>", "");

        assertThat(reader.read(document("\n\n" + malformed)).items())
                .extracting(item -> item.text(ItemField.URL))
                .containsExactly("https://source.example/calls/1?utm_source=rss", "https://source.example/calls/2");
    }

    @Test
    void wrongCharsetDoesNotGarbleText() {
        String feed = RSS.replace("Stone &amp; Wood", "Café – Übung");

        assertThat(reader.read(document(feed, "text/xml", Charset.forName("windows-1252")))
                        .items()
                        .getFirst()
                        .text(ItemField.TITLE))
                .isEqualTo("Café – Übung");
        assertThat(reader.read(document(feed, "text/xml; charset=iso-8859-1", StandardCharsets.UTF_8))
                        .items()
                        .getFirst()
                        .text(ItemField.TITLE))
                .isEqualTo("Café – Übung");
    }

    @Test
    void entitiesAreNotResolved() {
        String malicious = """
                <?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>
                <rss version="2.0"><channel><title>t</title><link>l</link><description>d</description>
                <item><title>&x;</title><link>https://source.example/1</link></item></channel></rss>""";

        assertThatThrownBy(() -> reader.read(document(malicious)))
                .isInstanceOf(UnreadableDocument.class)
                .hasMessage("The feed declares entities, which are not allowed");
        assertThatThrownBy(() -> reader.read(document(malicious, "text/xml", StandardCharsets.UTF_16)))
                .isInstanceOf(UnreadableDocument.class);
    }

    /** The JDK's own limit is 100,000 characters from entities. */
    @Test
    void feedWithManyEntitiesIsRead() {
        String text = "Stone &amp; Wood &lt;b&gt; &#8211; &#x1F600; ".repeat(50_000);
        String feed = RSS.replace("Short.", text);

        ExtractedItem item = reader.read(document(feed.replaceAll("(?s)<content:encoded>.*?</content:encoded>", "")))
                .items()
                .getFirst();

        assertThat(item.text(ItemField.DESCRIPTION))
                .startsWith("Stone & Wood <b> – 😀")
                .hasSize(100_000);
    }

    @Test
    void entityBombIsRefused() {
        String bomb = """
                <?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
                <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
                <rss version="2.0"><channel><title>&c;</title></channel></rss>""";

        assertThatThrownBy(() -> reader.read(document(bomb)))
                .isInstanceOf(UnreadableDocument.class)
                .hasMessage("The feed declares entities, which are not allowed");
    }

    @Test
    void feedOfTooManyNestedElementsIsRefusedWithTheLimit() {
        String nested = "<a>".repeat(300) + "</a>".repeat(300);

        assertThatThrownBy(() -> reader.read(document(RSS.replace("</channel>", nested + "</channel>"))))
                .isInstanceOf(UnreadableDocument.class)
                .hasMessage("The feed has more than 200 elements inside each other");
    }

    @Test
    void feedWithTooManyPrefixesIsRefused() {
        String elements = IntStream.range(0, 101)
                .mapToObj(i -> "<p" + i + ":x>1</p" + i + ":x>")
                .collect(Collectors.joining());

        assertThatThrownBy(() -> reader.read(document("<rss><channel>" + elements + "</channel></rss>")))
                .isInstanceOf(UnreadableDocument.class)
                .hasMessage("The feed has more than 100 prefixes of names");
    }

    @Test
    void externalSubsetIsNotFetched() {
        assertThat(describe(reader.read(document("""
                <?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss.dtd">
                <rss version="0.91"><channel><title>t</title><link>https://source.example/</link><description>d</description>
                <item><title>Old</title><link>https://source.example/1</link></item></channel></rss>""")))).containsExactly("title=Old, url=https://source.example/1");
    }

    @Test
    void htmlPageIsUnreadable() {
        assertThatThrownBy(() -> reader.read(document("<!doctype html><title>Gone</title><p>Not here")))
                .isInstanceOf(UnreadableDocument.class)
                .hasMessageStartingWith("The document is not a feed");
    }
}
