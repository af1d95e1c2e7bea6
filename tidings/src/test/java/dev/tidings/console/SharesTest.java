package dev.tidings.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.edition.Edition.Progress;
import org.junit.jupiter.api.Test;

class SharesTest {
    @Test
    void partsAreThousandthsOfWhatIsDue() {
        Shares shares = Shares.of(new Progress(1000, 600, 200, 100, 100));
        assertThat(shares).isEqualTo(new Shares(600, 200, 100, "90 percent settled"));
    }

    @Test
    void onePartOfAMillionIsStillSeen() {
        Shares shares = Shares.of(new Progress(1_000_000, 999_999, 0, 1, 0));
        assertThat(shares.error()).isPositive();
        assertThat(shares.sent() + shares.error()).isEqualTo(1000);
    }

    @Test
    void nothingIsSettledBeforeAnythingIsDue() {
        assertThat(Shares.of(new Progress(0, 0, 0, 0, 0))).isEqualTo(new Shares(0, 0, 0, "0 percent settled"));
    }

    @Test
    void hundredPercentMeansAll() {
        assertThat(Shares.percent(new Progress(100_000, 99_999, 0, 0, 1))).isEqualTo(99);
        assertThat(Shares.percent(new Progress(100_000, 100_000, 0, 0, 0))).isEqualTo(100);
    }
}
