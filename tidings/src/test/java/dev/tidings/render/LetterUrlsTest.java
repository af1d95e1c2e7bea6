package dev.tidings.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.content.Content;
import dev.tidings.digest.Digest.TrackingSettings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterUrlsTest {
    private static final URI BUTTON = URI.create("https://acme.example/all?a=1&b=2");
    private static final TrackingSettings ALL = new TrackingSettings(true, true);

    @Test
    void untrackedLetterHasDirectLinksAndNoPixel() {
        LetterUrls urls = urls(TrackingSettings.NONE, item("call", "https://art.example/call"));

        assertThat(urls.fields(BUTTON))
                .containsEntry("brand.link", BUTTON.toString())
                .containsEntry("links.pixel", null)
                .containsEntry("links.trap", null);
        assertThat(item(urls)).containsEntry("link", "https://art.example/call");
    }

    @Test
    void trackedLetterHasTrackedLinks() {
        LetterUrls urls = urls(ALL, item("call", "https://art.example/call"));

        assertThat(urls.fields(BUTTON))
                .containsEntry("brand.link", "https://api.livinglytics.com/click?token=button.4711")
                .containsEntry("links.pixel", "https://api.livinglytics.com/open?token=4711")
                .containsEntry("links.trap", "https://api.livinglytics.com/click?token=trap.4711");
        assertThat(item(urls)).containsEntry("link", "https://api.livinglytics.com/click?token=call.4711");
    }

    @Test
    void ratingLinksDoNotDependOnTracking() {
        for (TrackingSettings tracking : List.of(ALL, TrackingSettings.NONE)) {
            assertThat(item(urls(tracking, item("call", "https://art.example/call"))))
                    .containsEntry("more", "https://api.livinglytics.com/feedback?token=more.call")
                    .containsEntry("less", "https://api.livinglytics.com/feedback?token=less.call")
                    .containsEntry("title", "call");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "//art.example/call",
                "/call",
                "mailto:a@art.example",
                "https:///",
                "https://art example/",
                "ftp://art.example/",
                "",
                "call us"
            })
    void itemWithAnUnsafeUrlLosesOnlyItsLink(String url) {
        for (TrackingSettings tracking : List.of(ALL, TrackingSettings.NONE)) {
            assertThat(item(urls(tracking, item("call", url))))
                    .containsEntry("link", null)
                    .containsEntry("title", "call")
                    .containsKey("more");
        }
    }

    @Test
    void urlIsEncodedInAscii() {
        assertThat(item(urls(TrackingSettings.NONE, item("call", " HTTPS://art.example/ausschreibung/ä?q=ü "))))
                .containsEntry("link", "https://art.example/ausschreibung/%C3%A4?q=%C3%BC");
    }

    @Test
    void urlThatOnlyBrowsersReadIsLinked() {
        assertThat(item(urls(TrackingSettings.NONE, item("call", "http://my_gallery.example/100% off%?a[1]=2"))))
                .containsEntry("link", "http://my_gallery.example/100%25%20off%25?a[1]=2");
    }

    @Test
    void credentialsLeaveTheUrl() {
        assertThat(item(urls(TrackingSettings.NONE, item("call", "https://art.example@evil.example/x"))))
                .containsEntry("link", "https://evil.example/x");
    }

    @Test
    void contentWithoutItemsIsUnchanged() {
        Content content = new Content(1, "", Map.of("items", List.of("text", Map.of("url", "https://art.example/"))));
        LetterUrls urls = new LetterUrls(new SampleLetters(), ALL, letter(content));

        assertThat(urls.content()).isEqualTo(content);
    }

    @Test
    void frozenContentIsNotModified() {
        Map<String, @Nullable Object> item = item("call", "https://art.example/call");
        item(urls(ALL, item));

        assertThat(item).containsOnlyKeys("id", "url", "title");
    }

    private static Map<String, @Nullable Object> item(String id, String url) {
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("id", id);
        item.put("url", url);
        item.put("title", id);
        return item;
    }

    private static LetterUrls urls(TrackingSettings tracking, Map<String, @Nullable Object> item) {
        Content content = new Content(1, "", Map.of("items", List.of(item)));
        return new LetterUrls(new SampleLetters(), tracking, letter(content));
    }

    private static Letter letter(Content content) {
        return SampleLetters.letter(content, SampleLetters.recipient("ada@example.com", "Ada"), "");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> item(LetterUrls urls) {
        List<?> items = (List<?>) urls.content().fields().get("items");
        return (Map<String, @Nullable Object>) items.getFirst();
    }
}
