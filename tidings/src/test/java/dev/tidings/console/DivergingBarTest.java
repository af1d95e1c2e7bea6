package dev.tidings.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DivergingBarTest {
    @Test
    void whatSpeaksForItGrowsToTheRightAndWhatSpeaksAgainstItToTheLeft() {
        DivergingBar pro = new DivergingBar("", 1, 0.5, 2);
        DivergingBar contra = new DivergingBar("", -2, -1.0, 2);
        assertThat(pro.start()).isEqualTo(500);
        assertThat(pro.length()).isEqualTo(250);
        assertThat(pro.previousMark()).isEqualTo(625);
        assertThat(contra.start()).isZero();
        assertThat(contra.length()).isEqualTo(500);
        assertThat(contra.previousMark()).isEqualTo(250);
    }

    @Test
    void noBarLeavesThePicture() {
        assertThat(new DivergingBar("", 9, null, 2).length()).isEqualTo(500);
        assertThat(new DivergingBar("", 0, null, 0).length()).isZero();
    }

    @Test
    void whatAddsMostEitherWayComesFirstAndWhatHoldsForAllIsLeftOut() {
        assertThat(DivergingBar.largest(
                        Map.of("bias", -4.0, "declared", 0.3, "nearest_dismissed", -0.7, "age", 0.001), 6, 1))
                .extracting(DivergingBar::number)
                .containsExactly(-0.7, 0.3);
    }
}
