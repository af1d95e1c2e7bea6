package dev.tidings.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.recommender.ranking.RankingModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BotTextTest {
    static List<String> features() {
        return RankingModel.featureNames();
    }

    @ParameterizedTest
    @MethodSource("features")
    void everyFeatureHasADescription(String feature) {
        assertThat(BotText.feature(feature)).isNotEqualTo(feature.replace('_', ' '));
    }

    @Test
    void unknownFeatureIsShownByItsName() {
        assertThat(BotText.feature("moon_phase")).isEqualTo("moon phase");
    }

    @Test
    void numbersAreShownWithTheirSign() {
        assertThat(BotText.signed(1.816)).isEqualTo("+1.82");
        assertThat(BotText.signed(-0.5)).isEqualTo("\u22120.50");
        assertThat(BotText.signed(-0.004)).isEqualTo("0");
    }

    @Test
    void chanceIsComputedFromLogOdds() {
        assertThat(BotText.chance(0)).isEqualTo("50\u00a0%");
        assertThat(BotText.chance(-4)).isEqualTo("1.8\u00a0%");
    }
}
