package dev.tidings.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextPartTest {
    private static final String ADDRESS = "https://api.livinglytics.com/v1/digest/unsubscribe?token=" + "x".repeat(100);

    @Test
    void linesAreFoldedAfter78Columns() {
        String line = "x".repeat(70) + " 1234567";

        assertThat(TextPart.fold(line)).isEqualTo(line + "\n");
        assertThat(TextPart.fold(line + "8")).isEqualTo("x".repeat(70) + "\n12345678\n");
    }

    @Test
    void urlIsNotSplit() {
        assertThat(TextPart.fold("Unsubscribe: " + ADDRESS + " and more"))
                .isEqualTo("Unsubscribe:\n" + ADDRESS + "\nand more\n");
    }

    @Test
    void emptyLinesAreKept() {
        assertThat(TextPart.fold("a\n\nb\n")).isEqualTo("a\n\nb\n");
    }

    @Test
    void longParagraphIsFoldedRepeatedly() {
        assertThat(TextPart.fold("word ".repeat(100)).lines())
                .hasSizeGreaterThan(5)
                .allMatch(line -> line.length() <= 78);
    }

    @Test
    void supplementaryCharactersCountOnce() {
        String line = "👩".repeat(77) + " ";

        assertThat(TextPart.fold(line)).isEqualTo(line + "\n");
    }
}
