package dev.tidings.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DivergingBarTest {
    @Test
    void positiveValuesExtendToTheRightAndNegativeOnesToTheLeft() {
        DivergingBar positive = new DivergingBar("", 1, 0.5, 2);
        DivergingBar negative = new DivergingBar("", -2, -1.0, 2);
        assertThat(positive.start()).isEqualTo(500);
        assertThat(positive.length()).isEqualTo(250);
        assertThat(positive.previousMark()).isEqualTo(625);
        assertThat(negative.start()).isZero();
        assertThat(negative.length()).isEqualTo(500);
        assertThat(negative.previousMark()).isEqualTo(250);
    }

    @Test
    void lengthIsClampedToTheScale() {
        assertThat(new DivergingBar("", 9, null, 2).length()).isEqualTo(500);
        assertThat(new DivergingBar("", 0, null, 0).length()).isZero();
    }

    @Test
    void largestContributionsComeFirstWithoutTheBias() {
        assertThat(DivergingBar.largest(
                        Map.of("bias", -4.0, "declared", 0.3, "nearest_dismissed", -0.7, "age", 0.001), 6, 1))
                .extracting(DivergingBar::number)
                .containsExactly(-0.7, 0.3);
    }
}
