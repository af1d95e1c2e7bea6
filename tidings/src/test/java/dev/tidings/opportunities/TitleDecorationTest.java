package dev.tidings.opportunities;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TitleDecorationTest {
    @Test
    void endingsAndOpeningsAreWhatTitlesShare() {
        TitleDecoration learned = TitleDecoration.learn(List.of(
                "CALL FOR ENTRY: Maple Walk - Freelance, Artist Calls",
                "CALL FOR ENTRY: Winter Salon - Freelance, Artist Calls",
                "CALL FOR ENTRY: Harbor Light - Residency, Artist Calls",
                "CALL FOR ENTRY: Ink and Paper - Freelance, Artist Calls"));

        assertThat(learned.core("Call for entry: Glass Garden – Freelance, Artist Calls"))
                .containsExactly("glass", "garden");
        assertThat(learned.core("Glass Garden")).containsExactly("glass", "garden");
    }

    @Test
    void numbersAndMonthsOfAnOpeningMayDiffer() {
        TitleDecoration learned = TitleDecoration.learn(List.of(
                "Deadline Nov 30 – Maple Walk", "Deadline Dec 1 – Winter Salon", "Deadline Jan 15 – Harbor Light"));

        assertThat(learned.core("Deadline March 4 – Glass Garden")).containsExactly("glass", "garden");
    }

    @Test
    void wordsThatTellTitlesApartStay() {
        List<String> titles = List.of(
                "Fox Gallery: Abstract Online Competition",
                "Fox Gallery: Landscape Online Competition",
                "Fox Gallery: Animals Online Competition",
                "Fox Gallery: Night Online Competition");
        TitleDecoration learned = TitleDecoration.learn(titles);

        assertThat(titles.stream().map(learned::core))
                .containsExactly(List.of("abstract"), List.of("landscape"), List.of("animals"), List.of("night"));
        assertThat(learned.core("Fox Gallery")).isNotEmpty();
    }

    @Test
    void twoTitlesTeachNothing() {
        assertThat(TitleDecoration.learn(List.of("Maple Walk | North List", "Winter Salon | North List")))
                .isEqualTo(TitleDecoration.NONE);
    }

    @Test
    @Timeout(10)
    void hostileTitlesAreReadInLinearTime() {
        List<String> titles = IntStream.range(0, 500)
                .mapToObj(i -> "- | (a ".repeat(3_000) + i)
                .toList();

        assertThat(TitleDecoration.learn(titles).core("a")).containsExactly("a");
    }
}
