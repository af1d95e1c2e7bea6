package dev.tidings.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.content.recommendation.bot.Model;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BotWordsTest {
    static List<String> features() {
        return Model.features();
    }

    @ParameterizedTest
    @MethodSource("features")
    void everyFeatureHasWords(String feature) {
        assertThat(BotWords.feature(feature)).isNotEqualTo(feature.replace('_', ' '));
    }

    @Test
    void aFeatureOfALaterReleaseStandsAsItIsCalled() {
        assertThat(BotWords.feature("moon_phase")).isEqualTo("moon phase");
    }

    @Test
    void numbersSayWhichWayTheyPoint() {
        assertThat(BotWords.signed(1.816)).isEqualTo("+1.82");
        assertThat(BotWords.signed(-0.5)).isEqualTo("\u22120.50");
        assertThat(BotWords.signed(-0.004)).isEqualTo("0");
    }

    @Test
    void chancesAreToldFromLogOdds() {
        assertThat(BotWords.chance(0)).isEqualTo("50\u00a0%");
        assertThat(BotWords.chance(-4)).isEqualTo("1.8\u00a0%");
    }
}
