package dev.tidings.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BarTest {
    @Test
    void whatSpeaksForItGrowsToTheRightAndWhatSpeaksAgainstItToTheLeft() {
        Bar pro = new Bar("", 1, 0.5, 2);
        Bar contra = new Bar("", -2, -1.0, 2);
        assertThat(pro.from()).isEqualTo(500);
        assertThat(pro.length()).isEqualTo(250);
        assertThat(pro.mark()).isEqualTo(625);
        assertThat(contra.from()).isZero();
        assertThat(contra.length()).isEqualTo(500);
        assertThat(contra.mark()).isEqualTo(250);
    }

    @Test
    void noBarLeavesThePicture() {
        assertThat(new Bar("", 9, null, 2).length()).isEqualTo(500);
        assertThat(new Bar("", 0, null, 0).length()).isZero();
    }

    @Test
    void whatAddsMostEitherWayComesFirstAndWhatHoldsForAllIsLeftOut() {
        assertThat(Bar.most(Map.of("bias", -4.0, "declared", 0.3, "nearest_dismissed", -0.7, "age", 0.001), 6, 1))
                .extracting(Bar::number)
                .containsExactly(-0.7, 0.3);
    }
}
