package dev.tidings.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.edition.Edition.EditionProgress;
import org.junit.jupiter.api.Test;

class ProgressSharesTest {
    @Test
    void sharesAreThousandthsOfDueLetters() {
        ProgressShares shares = ProgressShares.of(new EditionProgress(1000, 600, 200, 100, 100));
        assertThat(shares).isEqualTo(new ProgressShares(600, 200, 100, "90 percent settled"));
    }

    @Test
    void smallestNonzeroShareIsVisible() {
        ProgressShares shares = ProgressShares.of(new EditionProgress(1_000_000, 999_999, 0, 1, 0));
        assertThat(shares.error()).isPositive();
        assertThat(shares.sent() + shares.error()).isEqualTo(1000);
    }

    @Test
    void progressWithoutDueLettersIsZero() {
        assertThat(ProgressShares.of(new EditionProgress(0, 0, 0, 0, 0)))
                .isEqualTo(new ProgressShares(0, 0, 0, "0 percent settled"));
    }

    @Test
    void hundredPercentMeansEveryLetterIsSettled() {
        assertThat(ProgressShares.percent(new EditionProgress(100_000, 99_999, 0, 0, 1)))
                .isEqualTo(99);
        assertThat(ProgressShares.percent(new EditionProgress(100_000, 100_000, 0, 0, 0)))
                .isEqualTo(100);
    }
}
