package dev.tidings.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColorTest {

    @ParameterizedTest
    @CsvSource({"#000000, 21.00", "#ffffff, 1.00", "#767676, 4.54", "#777777, 4.48", "#ff0000, 4.00", "#0000FF, 8.59"})
    void contrastFollowsTheWcagFormula(String color, double contrast) {
        assertThat(Color.parse(color).contrastWith(Color.WHITE)).isCloseTo(contrast, within(0.005));
        assertThat(Color.WHITE.contrastWith(Color.parse(color))).isCloseTo(contrast, within(0.005));
    }

    @Test
    void colorIsWrittenInLowerCaseHex() {
        assertThat(Color.parse("#3B5bdb"))
                .isEqualTo(new Color(0x3b, 0x5b, 0xdb))
                .hasToString("#3b5bdb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3b5bdb", "#3b5", "#3b5bdbff", "#3b5bdg", "#3b5bdb ", "#-12345", "blue"})
    void invalidColorIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Color.parse(text));
    }
}
