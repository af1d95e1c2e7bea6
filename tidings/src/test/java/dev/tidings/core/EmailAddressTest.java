package dev.tidings.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    /** The rule of RFC 5322 3.2.3 and RFC 1123 2.1 as a regular expression. */
    private static final Pattern RULE =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@"
                    + "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

    @ParameterizedTest
    @ValueSource(strings = {"a@b", "ada.lovelace+weekly@mail.example.com", "o'brien@x-y.example", "_@1.2"})
    void validAddressIsAccepted(String text) {
        assertThat(EmailAddress.isValid(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "ada",
                "@example.com",
                "ada@",
                ".ada@example.com",
                "ada.@example.com",
                "a..b@example.com",
                "ada@example..com",
                "ada@.example.com",
                "ada@example.com.",
                "ada@-example.com",
                "ada@example-.com",
                "ada@exam_ple.com",
                "a b@example.com",
                "ada@exämple.com",
                "ädä@example.com",
                "ada@b@example.com",
                "ada@example.com\n"
            })
    void invalidAddressIsRefused(String text) {
        assertThat(EmailAddress.isValid(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "info@münchen.example, info@xn--mnchen-3ya.example",
        "info@Straße.example, info@xn--strae-oqa.example",
        "Ada@Example.com, Ada@Example.com",
        "ada, ada",
        "ädä@example.com, ädä@example.com"
    })
    void domainOfAnotherScriptBecomesPunycode(String text, String ascii) {
        assertThat(EmailAddress.withAsciiDomain(text)).isEqualTo(ascii);
    }

    @ParameterizedTest
    @CsvSource({
        "ädä@example.com, letters before the @ that are not ASCII",
        "\"\"\"ada\"\"@example.com\", quotes before the @",
        "a b@example.com, before the @ it has a space",
        "ada.@example.com, a dot at an end",
        "ada@example, ",
        "ada@-example.com, its domain is not one",
        "ada, no name before an @",
        "@example.com, no name before an @",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.com, more than 64 characters"
    })
    void refusalSaysWhatIsWrong(String text, @Nullable String reason) {
        String problem = EmailAddress.problem(text);

        if (reason == null) {
            assertThat(problem).isNull();
        } else {
            assertThat(problem).contains(reason);
        }
    }

    @Test
    void addressLengthIsLimited() {
        String label = "x".repeat(63);
        assertThat(EmailAddress.isValid("a".repeat(64) + "@" + label + "." + label))
                .isTrue();
        assertThat(EmailAddress.isValid("a".repeat(65) + "@example.com")).isFalse();
        assertThat(EmailAddress.isValid("a@x" + label)).isFalse();
        assertThat(EmailAddress.isValid("aaa@" + "xy.".repeat(83) + "xy")).isFalse();
        assertThat(EmailAddress.isValid("aa@" + "xy.".repeat(83) + "xy")).isTrue();
    }

    @Test
    void randomTextsAgreeWithTheRule() {
        Random random = new Random(4);
        String signs = "aZ9.-@_+ \tä'";
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(10); length > 0; length--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            assertThat(EmailAddress.isValid(text.toString()))
                    .as(text.toString())
                    .isEqualTo(RULE.matcher(text).matches());
        }
    }
}
