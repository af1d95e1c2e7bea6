package dev.tidings.scraping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.scraping.reading.ExtractedItem;
import dev.tidings.scraping.reading.ItemField;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ItemConverterTest {
    private final List<String> notes = new ArrayList<>();

    @Test
    void linkToAPrivateNetworkIsRefusedUnlessTheSourceAllowsIt() {
        TestSource source = TestSource.rss("calls", URI.create("http://board.example/feed"));

        assertThat(row(source, "http://10.0.0.7/call").path("url").stringValue())
                .isEqualTo("http://10.0.0.7/call");
        source.onPublicAddressesOnly();
        assertThat(row(source, "https://a.example/call").path("url").stringValue())
                .isEqualTo("https://a.example/call");
        assertThatThrownBy(() -> row(source, "http://10.0.0.7/call"))
                .isInstanceOf(ItemRefused.class)
                .hasMessage("has a url that leads to a private network, which readers cannot reach");
    }

    @Test
    void textsOfAnItemAreCut() {
        ExtractedItem item = new ExtractedItem();
        item.add(ItemField.TITLE, "a".repeat(3_000_000));

        item.add(ItemField.URL, "a" + "\ud83d\ude00".repeat(100_000));

        assertThat(item.text(ItemField.TITLE)).hasSize(100_000);
        assertThat(item.text(ItemField.URL)).hasSize(99_999).endsWith("\ud83d\ude00");
    }

    private ObjectNode row(TestSource test, String url) {
        Source source = test.build();
        ExtractedItem item = new ExtractedItem();
        item.add(ItemField.TITLE, "Stone");
        item.add(ItemField.URL, url);
        return new ItemConverter(source, new ItemDates(source, address -> Optional.empty(), TestScraping.NOW))
                .toRow(item, notes::add);
    }
}
