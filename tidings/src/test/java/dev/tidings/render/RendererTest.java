package dev.tidings.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.content.Content;
import dev.tidings.core.EmailAddress;
import dev.tidings.core.Mailbox;
import dev.tidings.core.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class RendererTest {
    private static final Path APPROVED = Path.of("src/test/resources/letters");
    private static final Path RENDERED = Path.of("target/letters");

    private final SampleLetters letters = new SampleLetters();

    @Test
    void letterEqualsTheApprovedFiles() throws IOException {
        Message message = letters.good();

        Files.createDirectories(RENDERED);
        Files.writeString(RENDERED.resolve("week.html"), message.html());
        Files.writeString(RENDERED.resolve("week.txt"), message.text());
        assertThat(message.html())
                .as("If the change is intended, check %s/week.html and copy it to %s", RENDERED, APPROVED)
                .isEqualTo(Files.readString(APPROVED.resolve("week.html")));
        assertThat(message.text())
                .as("If the change is intended, check %s/week.txt and copy it to %s", RENDERED, APPROVED)
                .isEqualTo(Files.readString(APPROVED.resolve("week.txt")));
    }

    @Test
    void storedContentRendersToTheSameLetter() {
        JsonMapper json = JsonMapper.builder().build();
        Content content = SampleWeek.GOOD.content();
        Content stored = json.readValue(json.writeValueAsString(content), Content.class);

        assertThat(new SampleLetters().render(stored)).isEqualTo(letters.render(content));
    }

    @Test
    void headersIdentifyTheListAndItsUnsubscribeLink() {
        assertThat(letters.good().headers())
                .containsExactly(
                        Map.entry(
                                "List-Unsubscribe",
                                "<https://api.livinglytics.com/v1/digest/unsubscribe?token=u.weekly.user-7>, "
                                        + "<mailto:unsubscribe@livinglytics.com?subject=unsubscribe%20weekly>"),
                        Map.entry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
                        Map.entry("List-Id", "Weekly Living Lytics digest <weekly.list-id.livinglytics.com>"),
                        Map.entry("Auto-Submitted", "auto-generated"),
                        Map.entry("Feedback-ID", "weekly:2026-11-09:digest:livinglyticscom"));
    }

    @Test
    void listUnsubscribeWithoutMailboxHasOnlyTheLink() {
        Message message = new SampleLetters(SampleDigest.WEEKLY.withMailto(null)).good();

        assertThat(message.headers())
                .containsEntry(
                        "List-Unsubscribe",
                        "<https://api.livinglytics.com/v1/digest/unsubscribe?token=u.weekly.user-7>");
    }

    @Test
    void unsubscribeMailboxIsPercentEncoded() {
        Message message = new SampleLetters(SampleDigest.WEEKLY.withMailto("a+b?c@livinglytics.com")).good();

        assertThat(message.headers().get("List-Unsubscribe"))
                .endsWith(", <mailto:a%2Bb%3Fc@livinglytics.com?subject=unsubscribe%20weekly>");
    }

    @Test
    void headerFieldsComeFromDigestAndRecipient() {
        Message message = letters.good();

        assertThat(message.messageId()).isEqualTo("0b5c8d0e.weekly.2026-11-09@livinglytics.com");
        assertThat(message.from()).isEqualTo(mailbox("Living Lytics", "digest@livinglytics.com"));
        assertThat(message.replyTo()).isEqualTo(new EmailAddress("hello@livinglytics.com"));
        assertThat(message.to()).isEqualTo(mailbox("Ada Lovelace", "ada@example.com"));
        assertThat(message.subject()).isEqualTo("Your Weekly Living Lytics Digest");
    }

    @Test
    void subjectMayUseContentFields() {
        SampleDigest digest =
                SampleDigest.WEEKLY.withSubject("{{preheader}}{{#recipient.name}}, {{.}}{{/recipient.name}}");

        assertThat(new SampleLetters(digest).good().subject())
                .isEqualTo("Sessions up 12%, best day Thursday, Ada Lovelace");
    }

    @Test
    void recipientWithoutNameHasNoDisplayName() {
        Message message = letters.render(SampleWeek.GOOD.content(), SampleLetters.recipient("ada@example.com", null));

        assertThat(message.to()).isEqualTo(mailbox(null, "ada@example.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "ada@",
                "ada@example.com\r\nBcc: eve@example.com",
                "Ada <ada@example.com>",
                "ada@exämple.com"
            })
    void invalidAddressIsUnrenderableAndNotDisclosed(String address) {
        assertThatThrownBy(() -> letters.render(SampleWeek.GOOD.content(), SampleLetters.recipient(address, "Ada")))
                .isInstanceOf(LetterUnrenderable.class)
                .hasMessage("The recipient's address is not an email address");
    }

    @Test
    void missingFieldAffectsOnlyItsLetter() {
        Content complete = SampleWeek.GOOD.content();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(complete.fields());
        fields.remove("headline");

        assertThatThrownBy(() -> letters.render(new Content(4, "", fields)))
                .isInstanceOf(LetterUnrenderable.class)
                .hasMessage("The template names {{headline}}, which the content does not have");
        assertThat(letters.render(complete).html()).contains("A good week");
    }

    @Test
    void nullListElementIsUnrenderable() {
        Map<String, @Nullable Object> fields =
                new LinkedHashMap<>(SampleWeek.GOOD.content().fields());
        fields.put("metrics", java.util.Collections.singletonList(null));

        assertThatThrownBy(() -> letters.render(new Content(4, "", fields))).isInstanceOf(LetterUnrenderable.class);
    }

    @Test
    void tooLongLetterIsUnrenderable() {
        SampleWeek week = new SampleWeek("ä".repeat(CompiledTemplate.MAX_HTML_BYTES / 2), SampleWeek.GOOD.metrics());

        assertThatThrownBy(() -> letters.render(week.content()))
                .isInstanceOf(LetterUnrenderable.class)
                .hasMessageContaining("cut it off above 90000");
    }

    @Test
    void letterOfARemovedDigestIsUnrenderable() {
        Letter removed = new Letter(
                1,
                "key",
                "monthly",
                SampleLetters.WEEK,
                SampleLetters.recipient("ada@example.com", null),
                SampleWeek.GOOD.content(),
                letters.templates.current("weekly-metrics"));

        assertThatThrownBy(() -> letters.render(removed))
                .isInstanceOf(LetterUnrenderable.class)
                .hasMessageContaining("\"monthly\"");
    }

    @Test
    void messageIdDependsOnTheKeyAndNotOnTheRow() {
        List<String> ids = List.of(messageId(1, "a"), messageId(1, "b"), messageId(2, "a"));

        assertThat(ids.get(0)).isEqualTo(ids.get(2)).isNotEqualTo(ids.get(1));
    }

    private String messageId(long letter, String key) {
        return letters.render(new Letter(
                        letter,
                        key,
                        "weekly",
                        SampleLetters.WEEK,
                        SampleLetters.recipient("ada@example.com", null),
                        SampleWeek.GOOD.content(),
                        letters.templates.current("weekly-metrics")))
                .messageId();
    }

    private static Mailbox mailbox(@Nullable String name, String address) {
        return new Mailbox(name, new EmailAddress(address));
    }
}
