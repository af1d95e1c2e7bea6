package dev.tidings.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCatalogTest {
    @Test
    void argumentsAreReplacedByName() {
        assertThat(text("{b} and {a}, {b}.", "a", "one", "b", 2)).isEqualTo("2 and one, 2.");
    }

    @Test
    void valueIsNotParsedAsAPattern() {
        assertThat(text("Hello {name}", "name", "{name} # '{'")).isEqualTo("Hello {name} # '{'");
    }

    @Test
    void selectChoosesByKeywordAndFallsBackToOther() {
        String pattern = "{what, select, up {rose by {by}} other {is {by}}}.";

        assertThat(text(pattern, "what", "up", "by", "5%")).isEqualTo("rose by 5%.");
        assertThat(text(pattern, "what", "down", "by", "5%")).isEqualTo("is 5%.");
    }

    @ParameterizedTest
    @CsvSource({"0, today", "1, 1 day", "2, 2 days", "21, 21 days", "5000, 5000 days"})
    void pluralPrefersTheExactNumber(long days, String text) {
        assertThat(text("{days, plural, =0 {today} one {# day} other {# days}}", "days", days))
                .isEqualTo(text);
    }

    @Test
    void choicesCanBeNested() {
        String pattern = "{n, plural, =0 {none} other {{kind, select, big {# big ones} other {# of {kind}}}}}";

        assertThat(text(pattern, "n", 3, "kind", "big")).isEqualTo("3 big ones");
        assertThat(text(pattern, "n", 3, "kind", "clay")).isEqualTo("3 of clay");
        assertThat(text(pattern, "n", 0, "kind", "clay")).isEqualTo("none");
    }

    @Test
    void numberSignAndApostropheAreLiteralOutsidePlurals() {
        assertThat(text("You're #1, {name}", "name", "Ada")).isEqualTo("You're #1, Ada");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{name",
                "{}",
                "name}",
                "{n, number}",
                "{n, plural, =0 {none}}",
                "{n, select, a {b} a {c} other {}}",
                "{n, select, other {",
                "{n, select, other}",
                "{n, plural, offset:1 other {#}}",
                "'{'",
                "it''s"
            })
    void malformedPatternErrorNamesTheKey(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessagePattern.compile("some.key", pattern))
                .withMessageContaining("some.key");
    }

    @Test
    void missingArgumentIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> text("Hello {name}", "nome", "Ada"))
                .withMessage("The message key lacks its argument {name}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> text("{n, plural, other {#}}", "n", "three"))
                .withMessageContaining("not a number");
    }

    @Test
    void messageConvertsToATemplate() {
        assertThat(catalog("You get “{digest.title}”.").asTemplate("key")).isEqualTo("You get “{{digest.title}}”.");
        assertThat(catalog("{unit, select, none {{label}} other {{unit} ({label})}}.")
                        .asTemplate("key"))
                .isEqualTo("{{#unit}}{{unit}} ({{label}}){{/unit}}{{^unit}}{{label}}{{/unit}}.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalog("{a, select, up {u} other {o}}").asTemplate("key"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalog("{a, plural, other {#}}").asTemplate("key"));
    }

    @Test
    void datesUseTheCatalogsLanguage() {
        MessageCatalog german = new MessageCatalog(Locale.GERMANY, Map.of("date.long", "EEEE, d. MMMM"));

        assertThat(german.date("date.long", LocalDate.of(2026, 11, 12))).isEqualTo("Donnerstag, 12. November");
    }

    @Test
    void unknownKeyIsRefused() {
        MessageCatalog catalog = MessageCatalog.english();

        assertThatIllegalArgumentException().isThrownBy(() -> catalog.text("no.such"));
        assertThatIllegalArgumentException().isThrownBy(() -> catalog.date("date.no", LocalDate.EPOCH));
        assertThat(catalog.contains("no.such")).isFalse();
    }

    private static String text(String pattern, Object... arguments) {
        return catalog(pattern).text("key", arguments);
    }

    private static MessageCatalog catalog(String pattern) {
        return new MessageCatalog(Locale.US, Map.of("key", pattern));
    }
}
