package dev.tidings.scraping.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FieldPatternTest {
    @Test
    void everyMatchIsCutOffOrTheGroupStays() {
        assertThat(FieldPattern.of(" - Artist Calls$").clean("Stone - Artist Calls"))
                .isEqualTo("Stone");
        assertThat(FieldPattern.of("\\[.*?\\] ?").clean("[New] Stone [EU]")).isEqualTo("Stone ");
        assertThat(FieldPattern.of("^Call: (.+?) \\|").clean("Call: Stone | Board"))
                .isEqualTo("Stone");
        assertThat(FieldPattern.of("^Call: (.+?) \\|").clean("Stone")).isEqualTo("Stone");
    }

    @Test
    void firstGroupIsFound() {
        assertThat(FieldPattern.of("Fee: (\\d+) (\\w+)").find("Fee: 25 EUR")).isEqualTo("25");
        assertThat(FieldPattern.of("\\d+ EUR").find("Fee: 25 EUR")).isEqualTo("25 EUR");
        assertThat(FieldPattern.of("x").find("Fee: 25 EUR")).isNull();
    }

    @Test
    void hostileTextTakesLinearTime() {
        FieldPattern nested = FieldPattern.of("^(a+)+$");

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(nested.find("a".repeat(50_000) + "!")).isNull());
    }

    @Test
    void lookAroundIsRejected() {
        assertThatThrownBy(() -> FieldPattern.of("(?<=fee )\\d+")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FieldPattern.of("(")).isInstanceOf(IllegalArgumentException.class);
    }
}
