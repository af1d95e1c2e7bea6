package dev.tidings.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.Color;
import org.junit.jupiter.api.Test;

class ColorsTest {
    @Test
    void everyBrandColorGivesEnoughContrast() {
        for (int red = 0; red <= 255; red += 17) {
            for (int green = 0; green <= 255; green += 17) {
                for (int blue = 0; blue <= 255; blue += 17) {
                    Colors palette = Colors.of(new Color(red, green, blue));

                    assertThat(palette.accent().contrastWith(Colors.LIGHT)).isGreaterThanOrEqualTo(4.5);
                    assertThat(palette.accent().contrastWith(Colors.LIGHT_AROUND))
                            .isGreaterThanOrEqualTo(4.5);
                    assertThat(palette.accentDark().contrastWith(Colors.DARK)).isGreaterThanOrEqualTo(6);
                    assertThat(palette.soft().contrastWith(Colors.LIGHT)).isGreaterThanOrEqualTo(3);
                    assertThat(palette.softDark().contrastWith(Colors.DARK)).isGreaterThanOrEqualTo(3);
                }
            }
        }
    }

    @Test
    void readableColorIsKeptOnLight() {
        assertThat(Colors.of(Color.parse("#3b5bdb")).accent()).hasToString("#3b5bdb");
    }

    @Test
    void readableColorIsKeptOnDark() {
        assertThat(Colors.of(Color.parse("#ffd400")).accentDark()).hasToString("#ffd400");
    }

    @Test
    void bestDayContrastsWithOtherDays() {
        Colors palette = Colors.of(Color.parse("#3b5bdb"));

        assertThat(palette.accent().contrastWith(palette.soft())).isGreaterThan(1.5);
        assertThat(palette.accentDark().contrastWith(palette.softDark())).isGreaterThan(1.5);
    }
}
