package dev.tidings.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.content.Content;
import dev.tidings.core.Message;
import dev.tidings.digest.Digest.Brand;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that try to inject markup, headers or control characters. */
class HostileLetterTest {
    static Stream<String> hostile() {
        return Stream.of(
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "</style><style>*{display:none}</style>",
                "</title></head><body><h1>You won</h1>",
                "<!--[if mso]><a href=\"https://evil.example\">in</a><![endif]-->",
                "--><a href='https://evil.example'>out</a>",
                "{{links.unsubscribe}}{{{headline}}}",
                "javascript:alert(1)",
                "&lt;b&gt;&#60;b&#62;",
                "Ada\r\nBcc: eve@example.com\r\n\r\nHello",
                "Ada\u2028Bcc: eve@example.com\u0085X",
                "=?utf-8?Q?=0D=0ABcc:=20eve=40example.com?=",
                "\u202egnp.exe \u2066hidden\u2069 \u200fx\u200e \u061cy",
                "nul\u0000 bell\u0007 escape\u001b[31m delete\u007f",
                "half \ud83d pair \udca9",
                "Ada <eve@example.com>, \"Eve",
                "x".repeat(200));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void valueAddsNoMarkup(String value) {
        Document letter = Jsoup.parse(message(value).html());
        Document harmless = Jsoup.parse(message("Ada").html());

        assertThat(shape(letter)).isEqualTo(shape(harmless));
        assertThat(letter.select("a").eachAttr("href"))
                .isEqualTo(harmless.select("a").eachAttr("href"));
        assertThat(letter.expectFirst("h1").wholeText().strip())
                .isEqualTo(SafeText.of(value).strip());
        assertThat(letter.expectFirst("table[aria-label]").attr("aria-label")).startsWith(SafeText.of(value) + ": ");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void valueAddsNoLinesToTheText(String value) {
        String text = message(value).text();

        assertThat(text).doesNotContainPattern("[\\p{Cc}&&[^\\n]]").doesNotContainPattern(BIDI);
        assertThat(text.lines().filter(String::isEmpty)).hasSize(7);
        assertThat(text.lines().filter(line -> line.startsWith("Unsubscribe:"))).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void valueAddsNoHeader(String value) {
        Message message = message(value);

        List<String> headers = Stream.concat(
                        Stream.of(message.messageId(), message.subject()),
                        Stream.concat(
                                Stream.of(message.from().name(), message.to().name()),
                                message.headers().values().stream()))
                .toList();
        assertThat(headers)
                .allSatisfy(header -> assertThat(header)
                        .doesNotContainPattern("\\p{Cc}")
                        .doesNotContainPattern(BIDI)
                        .doesNotContainPattern("[\u2028\u2029]")
                        .hasSizeLessThan(1000));
        assertThat(List.of(
                        message.subject(), message.from().name(), message.to().name()))
                .noneMatch(header -> header.contains("=?"));
        assertThat(message.headers().values()).allMatch(header -> header.chars().allMatch(c -> c < 0x7f));
    }

    private static final String BIDI = "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]";

    private static Message message(String value) {
        SampleDigest digest = new SampleDigest(
                value,
                value.contains("{{") ? "{{recipient.name}}" : value + " {{recipient.name}} {{brand.name}}",
                "weekly-metrics",
                value,
                new Brand(value, "#3b5bdb", null, URI.create("https://example.com/"), value, value),
                null);
        Map<String, @Nullable Object> fields = hostile(SampleWeek.GOOD.content().fields(), value);
        fields.put("account_id", value);
        return new SampleLetters(digest)
                .render(new Content(4, value, fields), SampleLetters.recipient("ada@example.com", value));
    }

    /** Replaces every text in the tree by the value. */
    private static Map<String, @Nullable Object> hostile(Map<?, ?> tree, String value) {
        Map<String, @Nullable Object> hostile = new LinkedHashMap<>();
        tree.forEach((name, field) -> hostile.put(name.toString(), hostileValue(field, value)));
        return hostile;
    }

    private static @Nullable Object hostileValue(@Nullable Object field, String value) {
        return switch (field) {
            case Map<?, ?> map -> hostile(map, value);
            case List<?> list ->
                list.stream().map(item -> hostileValue(item, value)).toList();
            case String text -> text.isEmpty() ? text : value;
            case null, default -> field;
        };
    }

    /** The letter's elements and their attribute names, in order. */
    private static List<String> shape(Document letter) {
        return letter.getAllElements().stream()
                .map(element -> element.tagName() + attributes(element))
                .toList();
    }

    private static List<String> attributes(Element element) {
        return element.attributes().asList().stream()
                .map(attribute -> attribute.getKey())
                .toList();
    }
}
