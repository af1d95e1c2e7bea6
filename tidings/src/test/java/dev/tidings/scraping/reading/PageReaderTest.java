package dev.tidings.scraping.reading;

import static dev.tidings.scraping.reading.SampleDocuments.describe;
import static dev.tidings.scraping.reading.SampleDocuments.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageReaderTest {
    private final PageReader reader = new PageReader(
            "ul.calls > li",
            PageSelector.parse("a[rel=next]@href"),
            Map.of(
                    ItemField.TITLE, PageSelector.parse("h2"),
                    ItemField.URL, PageSelector.parse("h2 a@href"),
                    ItemField.DEADLINE, PageSelector.parse("time@datetime"),
                    ItemField.TAGS, PageSelector.parse(".tag"),
                    ItemField.DESCRIPTION, PageSelector.parse(".text"),
                    ItemField.TYPE, PageSelector.parse("@data-type")));

    @Test
    void malformedHtmlIsParsedLikeInABrowser() {
        ParsedDocument parsed = reader.read(document("""
                <ul class=calls>
                  <li data-type=residency><h2><a href="../calls/1">Stone &amp; Wood</a></h2><time datetime=2026-11-30>soon</time>
                    <span class=tag>stone</span><span class=tag>wood</span><div class=text><p>One.<p>Two<br>three.</div>
                  <li><h2>No own link</h2> <p><a href="https://other.example/2">more</a>
                  <li>
                </ul><a rel=next href="?page=2">next</a>"""));

        assertThat(describe(parsed))
                .containsExactly(
                        "title=Stone & Wood, url=https://source.example/calls/1, description=One.\nTwo\nthree.,"
                                + " deadline=2026-11-30, tags=stone+wood, type=residency",
                        "title=No own link, url=https://other.example/2");
        assertThat(parsed.links()).containsExactly(URI.create("https://source.example/list/?page=2"));
    }

    @Test
    void nestedItemsAreOneAndReadInLinearTime() {
        PageReader nested = new PageReader("div", null, Map.of(ItemField.TITLE, PageSelector.parse("b")));
        String page = ("<div><b>One</b>" + "<div>".repeat(200) + "</div>".repeat(201)).repeat(300);

        assertThat(nested.read(document("<div><b>Outer</b><div><b>Inner</b></div></div><div><b>Next</b></div>"))
                        .items())
                .extracting(item -> item.text(ItemField.TITLE))
                .containsExactly("Outer", "Next");
        assertThat(assertTimeout(Duration.ofSeconds(10), () -> nested.read(document(page)))
                        .items())
                .hasSize(300);
    }

    @Test
    void itemsOverTheLimitAreLeftOutWithARemark() {
        PageReader list = new PageReader("li", null, Map.of(ItemField.TITLE, PageSelector.parse("b")));

        ParsedDocument parsed = list.read(document("<li><b>1</b></li>".repeat(10_001)));

        assertThat(parsed.items()).hasSize(10_000);
        assertThat(parsed.remarks()).containsExactly("The document has more than 10000 items; the others are left out");
        assertThat(list.read(document("<li><b>1</b></li>".repeat(10_000))).remarks())
                .isEmpty();
    }

    @Test
    void twoHundredThousandNestedElementsAreReadToTheDepthLimit() {
        PageReader nested = new PageReader(
                "div",
                null,
                Map.of(
                        ItemField.TITLE, PageSelector.parse("b"),
                        ItemField.TAGS, PageSelector.parse("div"),
                        ItemField.DESCRIPTION, PageSelector.parse("div div > div")));

        ParsedDocument parsed = assertTimeout(
                Duration.ofSeconds(20), () -> nested.read(document("<div><b>Stone</b>" + "<div>x".repeat(200_000))));

        assertThat(parsed.items())
                .extracting(item -> item.text(ItemField.TITLE))
                .containsExactly("Stone");
        assertThat(parsed.remarks())
                .containsExactly("The page nests more than 512 elements; what lies deeper is left out");
    }

    @Test
    void controlCharactersAreDropped() {
        assertThat(PlainText.line("Stone\u001b[31m\u202e \u0007and\u200b wood\u0000"))
                .isEqualTo("Stone[31m and wood");
        assertThat(PlainText.paragraphs("One\r\ntwo\u009b\tthree")).isEqualTo("One\ntwo three");
        assertThat(PlainText.line("नि\u200dक")).isEqualTo("नि\u200dक");
        ExtractedItem item = new ExtractedItem();
        item.add(ItemField.URL, "https://a.example/\u00001");
        assertThat(item.text(ItemField.URL)).isEqualTo("https://a.example/1");
    }

    @Test
    void pageWithoutItemsGivesNoItems() {
        assertThat(reader.read(document("<h1>We have moved</h1>")).items()).isEmpty();
    }

    @Test
    void invalidSelectorIsRejected() {
        assertThatThrownBy(() -> PageSelector.parse("h2[")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PageSelector.parse("")).isInstanceOf(IllegalArgumentException.class);
        assertThat(PageSelector.parse("a[href*=@]@href")).isEqualTo(new PageSelector("a[href*=@]", "href"));
    }
}
