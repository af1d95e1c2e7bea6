package dev.tidings.scraping.reading;

import static dev.tidings.scraping.reading.SampleDocuments.describe;
import static dev.tidings.scraping.reading.SampleDocuments.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonReaderTest {
    private final JsonReader reader = new JsonReader(
            "/data/items",
            "/links/next",
            Map.of(
                    ItemField.TITLE,
                    "/attributes/name",
                    ItemField.URL,
                    "/links/self",
                    ItemField.TAGS,
                    "/attributes/topics"));

    @Test
    void fieldsComeFromPointersOrTheirOwnNames() {
        ParsedDocument parsed = reader.read(document("""
                {"data": {"items": [
                  {"attributes": {"name": "Stone", "topics": [{"name": "stone"}, "wood", null]}, "links": {"self": "calls/1"},
                   "deadline": 1796083200, "fee": 25.5, "remote": false, "organization": {"name": "Atelier"}}, {}]},
                 "links": {"next": "/api?page=2"}}"""));

        assertThat(describe(parsed))
                .containsExactly(
                        "title=Stone, url=https://source.example/list/calls/1, organization=Atelier, deadline=1796083200,"
                                + " tags=stone+wood, fee=25.5, remote=false",
                        "");
        assertThat(parsed.links()).containsExactly(URI.create("https://source.example/api?page=2"));
    }

    @Test
    void lastPageHasNoNextLink() {
        assertThat(reader.read(document("{\"data\": {\"items\": []}, \"links\": {\"next\": null}}"))
                        .links())
                .isEmpty();
    }

    @Test
    void documentWithoutTheListIsUnreadable() {
        assertThatThrownBy(() -> reader.read(document("{\"error\": \"no\"}")))
                .isInstanceOf(UnreadableDocument.class)
                .hasMessage("The document has no list at \"/data/items\"");
        assertThatThrownBy(() -> reader.read(document("<html>")))
                .isInstanceOf(UnreadableDocument.class)
                .hasMessageStartingWith("The document is not JSON");
    }
}
