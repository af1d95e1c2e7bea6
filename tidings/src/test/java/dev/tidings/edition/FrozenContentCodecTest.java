package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.audience.Recipient;
import dev.tidings.content.Content;
import dev.tidings.content.ContentRequest;
import dev.tidings.content.ContentResult;
import dev.tidings.content.ContentSources;
import dev.tidings.content.Facts;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.ledger.FrozenLetter;
import dev.tidings.testing.ExampleFolders;
import dev.tidings.testing.TestApplication;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

class FrozenContentCodecTest {
    @RegisterExtension
    static final TestApplication app = new TestApplication(ExampleFolders.combined("living-lytics", "proletto"));

    private static final DigestPeriod WEEK = DigestPeriod.containing(LocalDate.of(2026, 5, 4));

    private final FrozenContentCodec codec = app.get(FrozenContentCodec.class);
    private final ContentSources sources = app.get(ContentSources.class);

    @Test
    void restoredContentEqualsTheFreshContent() {
        app.jdbc().sql("""
                insert into daily_metric (account_id, metric_date, source_name, data) values
                    ('a', '2026-04-28', '', '{"sessions": 12.50, "reach": 123456789012345678}'),
                    ('a', '2026-05-05', '', '{"sessions": 0.1, "conversions": 3, "engagement": -2}'),
                    ('a', '2026-05-07', '', '{"sessions": 1e3, "reach": 7}')""").update();
        Digest digest = app.get(DigestCatalog.class).require("living-lytics");
        Recipient reader =
                new Recipient("ada", "a", "ada@example.com", "Zoë \"Z\" Färber", "Asia/Kolkata", "hi-IN", null);
        ContentResult composed = sources.of(digest)
                .compose(new ContentRequest(digest, WEEK, null), List.of(reader))
                .byUser()
                .get("ada");
        assertThat(composed).isInstanceOfSatisfying(ContentResult.ContentAvailable.class, ready -> {
            Content fresh = sources.present(ready.facts(), reader, WEEK);
            Content restored =
                    codec.restore(letter(codec.freeze(reader, ready.facts()))).content();
            assertThat(json(restored)).isEqualTo(json(fresh));
        });
    }

    @Test
    void restoredRecommendationsEqualTheFrozenOnes() {
        Map<String, @Nullable Object> fields =
                Map.of("items", List.of(Map.of("title", "A \u2028 residency", "remote", true, "award", "")));
        Facts facts = new Facts("recommendation", 1, Map.of("preheader", "News", "fields", fields));
        Recipient reader = new Recipient("ada", "a", "ada@example.com", null, null, null, "pro");
        var restored = codec.restore(letter(codec.freeze(reader, facts)));
        assertThat(restored.recipient()).isEqualTo(reader);
        assertThat(restored.content()).isEqualTo(new Content(1, "News", fields));
    }

    @Test
    void contentFrozenByAnEarlierReleaseIsRestored() {
        var restored = codec.restore(letter("""
                {"recipient":{"userId":"ada","accountId":"a","email":"ada@example.com","name":null,"timeZone":null,
                 "locale":null,"plan":null},"content":{"itemCount":2,"preheader":"News","fields":{"headline":"Up"}}}"""));
        assertThat(restored.content()).isEqualTo(new Content(2, "News", Map.of("headline", "Up")));
        assertThat(restored.messageKey()).hasSize(36);
    }

    @Test
    void eachLetterHasAMessageKeyOfItsOwn() {
        Facts facts = new Facts("recommendation", 0, Map.of("preheader", "", "fields", Map.of()));
        Recipient reader = new Recipient("ada", "a", "ada@example.com", null, null, null, null);

        assertThat(key(codec.freeze(reader, facts))).hasSize(36).isNotEqualTo(key(codec.freeze(reader, facts)));
    }

    @Test
    void aLetterKeepsItsMessageKey() {
        Facts facts = new Facts("recommendation", 0, Map.of("preheader", "", "fields", Map.of()));
        Facts others = new Facts("recommendation", 0, Map.of("preheader", "Others", "fields", Map.of()));
        Recipient reader = new Recipient("ada", "a", "ada@example.com", null, null, null, null);
        Recipient moved = new Recipient("ada", "b", "ada@new.example", null, null, null, null);
        String frozen = codec.freeze(reader, facts);

        assertThat(key(codec.withRecipient(frozen, moved))).isEqualTo(key(frozen));
        String composedAnew = codec.refreeze(frozen, moved, others);
        assertThat(key(composedAnew)).isEqualTo(key(frozen));
        assertThat(codec.restore(letter(composedAnew)).recipient()).isEqualTo(moved);
        assertThat(codec.restore(letter(composedAnew)).content().preheader()).isEqualTo("Others");
    }

    private String key(String content) {
        return codec.restore(letter(content)).messageKey();
    }

    private static FrozenLetter letter(String content) {
        return new FrozenLetter(1, "living-lytics", WEEK.start(), WEEK.end(), "v", content);
    }

    private static String json(Content content) {
        return new JsonMapper().writeValueAsString(content);
    }
}
