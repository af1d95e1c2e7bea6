package dev.tidings.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Ada",
                "Zoë",
                "李小龍",
                "محمد",
                "שלום",
                "👩‍🔬 Ada",
                "€ 1.234,50",
                "Nov 9 – 15",
                "1 234",
                "▁▂▃▅▇ ▲▼"
            })
    void ordinaryTextOfAnyScriptIsKept(String text) {
        assertThat(SafeText.of(text)).isEqualTo(text);
    }

    @Test
    void lineBreaksOfEveryKindBecomeSpaces() {
        assertThat(SafeText.of("a\rb\nc\td\u000be\u000cf\u0085g\u2028h\u2029i")).isEqualTo("a b c d e f g h i");
    }

    @Test
    void controlCharactersAreRemoved() {
        String kept = "\t\n\u000b\f\r\u0085";
        StringBuilder text = new StringBuilder("a");
        IntStream.range(0, 0xa0)
                .filter(Character::isISOControl)
                .filter(c -> kept.indexOf(c) < 0)
                .forEach(text::appendCodePoint);

        assertThat(SafeText.of(text.append("b\ufeff\ufffe\uffff"))).isEqualTo("ab");
    }

    @Test
    void bidirectionalControlsAreRemoved() {
        assertThat(SafeText.of("a\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069b"))
                .isEqualTo("ab");
    }

    @Test
    void loneSurrogatesAreReplaced() {
        assertThat(SafeText.of("a\ud83d b\udca9 \ud83d\udca9")).isEqualTo("a\ufffd b\ufffd \ud83d\udca9");
    }

    @ParameterizedTest
    @CsvSource({"=?utf-8?Q?x?=,= ?utf-8?Q?x?=", "  Ada  ,Ada", "a=b?,a=b?"})
    void headerNameContainsNoEncodedWord(String name, String shown) {
        assertThat(HeaderValue.name(name)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\r\n", "\u202e\u0000"})
    void invisibleNameIsNull(String name) {
        assertThat(HeaderValue.name(name)).isNull();
    }

    @Test
    void longNameIsTruncatedAtACodePoint() {
        assertThat(HeaderValue.name("👩".repeat(200))).isEqualTo("👩".repeat(79) + "…");
    }

    @Test
    void markupIsEscaped() {
        assertThat(HtmlEscaper.escape("<a href=\"x\" title='y'>`&`</a>"))
                .isEqualTo("&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&#96;&amp;&#96;&lt;/a&gt;");
    }
}
