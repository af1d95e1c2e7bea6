package dev.tidings.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.SkipReason;
import dev.tidings.digest.DigestPeriod;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordsTest {
    @Test
    void periodsSayEachMonthAndYearOnce() {
        assertThat(week("2026-11-09")).isEqualTo("Nov 9 – 15, 2026");
        assertThat(week("2026-11-30")).isEqualTo("Nov 30 – Dec 6, 2026");
        assertThat(week("2026-12-28")).isEqualTo("Dec 28, 2026 – Jan 3, 2027");
    }

    @Test
    void countsAgreeWithTheirNouns() {
        assertThat(Words.letters(0)).isEqualTo("0 letters");
        assertThat(Words.letters(1)).isEqualTo("1 letter");
        assertThat(Words.letters(12_480)).isEqualTo("12,480 letters");
        assertThat(Words.people(1)).isEqualTo("1 person");
    }

    @ParameterizedTest
    @EnumSource
    void everySkipReasonHasWordsAndKeepsItsCode(SkipReason reason) {
        assertThat(Words.reason(reason.name()))
                .doesNotContain("_")
                .isLowerCase()
                .isNotEqualTo(reason.name());
        assertThat(Words.isCode(reason.name())).isTrue();
    }

    @Test
    void whatIsNoCodeStandsAsItWasWritten() {
        assertThat(Words.reason("Resend answered 503")).isEqualTo("Resend answered 503");
        assertThat(Words.isCode("Resend answered 503")).isFalse();
        assertThat(Words.isCode(null)).isFalse();
    }

    private static String week(String monday) {
        return Words.period(DigestPeriod.containing(LocalDate.parse(monday))).replace('\u00a0', ' ');
    }
}
