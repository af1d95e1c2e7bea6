package dev.tidings.scraping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.scraping.reading.ItemField;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldHitsTest {
    @ParameterizedTest
    @CsvSource({
        "30, 30, 30, 0, true", // a find that matched in every item matches in none
        "3, 3, 3, 0, true", // a small source, whose three items all lack it
        "300, 300, 1, 0, true", // one item of a source that always had it
        "3, 3, 1, 0, false", // one item may lack it
        "30, 3, 3, 0, false", // a field that few items have
        "30, 15, 10, 0, true", // a field that half of them have
        "30, 30, 30, 1, false", // not all lack it
        "30, 0, 30, 0, false", // it was never there
        "0, 0, 30, 0, false", // the first run
        "30, 30, 0, 0, false" // nothing was read
    })
    void fieldIsMissingIfItsAbsenceIsImprobable(int earlier, int had, int items, int has, boolean missing) {
        FieldHits hits = new FieldHits(items, Map.of("fee", has));

        assertThat(hits.isMissing(ItemField.FEE, new FieldHits(earlier, Map.of("fee", had))))
                .isEqualTo(missing);
    }

    @Test
    void hitsAreAdded() {
        assertThat(new FieldHits(3, Map.of("fee", 1)).plus(new FieldHits(2, Map.of("fee", 2, "type", 1))))
                .isEqualTo(new FieldHits(5, Map.of("fee", 3, "type", 1)));
    }
}
