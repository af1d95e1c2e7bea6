package dev.tidings.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.audience.AudienceSize;
import dev.tidings.core.SkipReason;
import dev.tidings.digest.DigestPeriod;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConsoleTextTest {
    @Test
    void periodsRepeatNeitherMonthNorYear() {
        assertThat(week("2026-11-09")).isEqualTo("Nov 9 – 15, 2026");
        assertThat(week("2026-11-30")).isEqualTo("Nov 30 – Dec 6, 2026");
        assertThat(week("2026-12-28")).isEqualTo("Dec 28, 2026 – Jan 3, 2027");
    }

    @Test
    void countsAgreeWithTheirNouns() {
        assertThat(ConsoleText.letters(0)).isEqualTo("0 letters");
        assertThat(ConsoleText.letters(1)).isEqualTo("1 letter");
        assertThat(ConsoleText.letters(12_480)).isEqualTo("12,480 letters");
        assertThat(ConsoleText.people(1)).isEqualTo("1 person");
    }

    @Test
    void estimatesSayThatTheyAre() {
        assertThat(ConsoleText.people(new AudienceSize(1, true))).isEqualTo("1 person");
        assertThat(ConsoleText.people(new AudienceSize(400_000, false))).isEqualTo("about 400,000 people");
        assertThat(ConsoleText.people(new AudienceSize(0, false))).isEqualTo("few people");
        assertThat(ConsoleText.expectedLetters(new AudienceSize(12_480, true))).isEqualTo("up to 12,480 letters");
        assertThat(ConsoleText.expectedLetters(new AudienceSize(400_000, false)))
                .isEqualTo("about 400,000 letters");
    }

    @ParameterizedTest
    @EnumSource
    void everySkipReasonHasADescriptionAndIsACode(SkipReason reason) {
        assertThat(ConsoleText.reason(reason.name()))
                .doesNotContain("_")
                .isLowerCase()
                .isNotEqualTo(reason.name());
        assertThat(ConsoleText.isCode(reason.name())).isTrue();
    }

    @Test
    void textThatIsNoCodeIsShownUnchanged() {
        assertThat(ConsoleText.reason("Resend answered 503")).isEqualTo("Resend answered 503");
        assertThat(ConsoleText.isCode("Resend answered 503")).isFalse();
        assertThat(ConsoleText.isCode(null)).isFalse();
    }

    private static String week(String monday) {
        return ConsoleText.period(DigestPeriod.containing(LocalDate.parse(monday)))
                .replace('\u00a0', ' ');
    }
}
