package dev.tidings.content.metrics;

import static dev.tidings.content.metrics.SampleMetricWeeks.NOTHING;
import static dev.tidings.content.metrics.SampleMetricWeeks.daily;
import static dev.tidings.content.metrics.SampleMetricWeeks.days;
import static dev.tidings.content.metrics.SampleMetricWeeks.figures;
import static dev.tidings.content.metrics.SampleMetricWeeks.week;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.Digest.DisplayedMetric;
import dev.tidings.text.MessageCatalog;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsHeadlineTest {
    private static final MessageCatalog MESSAGES = MessageCatalog.english();

    @Test
    void riseNamesTheLargestIncreaseAndItsDay() {
        assertTexts(
                "A good week: conversions grew by a third, mostly on Thursday.",
                "Sessions up 12%",
                week("Sessions", daily(112), daily(100)),
                week("Conversions", days(3, 3, 3, 10, 3, 3, 3), daily(3)));
    }

    @Test
    void riseOfTheBestDayMetricNamesTheBestDay() {
        assertTexts(
                "A good week: sessions grew by 15%, with Sunday the best day.",
                "Sessions up 15%, best day Sunday",
                week("Sessions", days(112, 113, 114, 115, 116, 117, 118), daily(100)));
    }

    @Test
    void fallNamesTheDayWithMostOfTheLoss() {
        assertTexts(
                "A quieter week: sessions fell by a fifth, mostly on Monday.",
                "Sessions down 20%, best day Tuesday",
                week("Sessions", days(1, 103, 100, 100, 100, 100, 56), days(101, 100, 100, 100, 100, 100, 99)));
    }

    @Test
    void openingDependsOnTheSizeOfTheChange() {
        assertThat(headline(week("Sessions", daily(104), daily(100))))
                .isEqualTo("A slightly better week: sessions grew by 4%.");
        assertThat(headline(week("Sessions", daily(96), daily(100))))
                .isEqualTo("A slightly quieter week: sessions fell by 4%.");
        assertThat(headline(week("Sessions", daily(160), daily(100)))).isEqualTo("A big week: sessions grew by 60%.");
        assertThat(headline(week("Sessions", daily(40), daily(100))))
                .isEqualTo("A much quieter week: sessions fell by 60%.");
    }

    @Test
    void oppositeChangesMakeAMixedWeek() {
        assertTexts(
                "A mixed week: conversions grew by a third, while sessions fell by 18%.",
                "Sessions down 18%",
                week("Sessions", daily(82), daily(100)),
                week("Reach", daily(1090), daily(1000)),
                week("Conversions", daily(4), daily(3)));
    }

    @Test
    void smallOppositeChangeIsIgnored() {
        assertThat(headline(
                        week("Sessions", daily(74), daily(100)),
                        week("Reach", daily(90), daily(100)),
                        week("Engagement", daily(104), daily(100))))
                .isEqualTo("A quieter week: sessions fell by 26%.");
        assertThat(headline(week("Sessions", daily(1300), daily(1000)), week("Reach", daily(920), daily(1000))))
                .isEqualTo("A good week: sessions grew by 30%.");
    }

    @Test
    void openingFollowsTheMedianChange() {
        assertThat(headline(
                        week("Sessions", daily(120), daily(100)),
                        week("Conversions", daily(45), daily(10)),
                        week("Reach", daily(112), daily(100))))
                .isEqualTo("A good week: conversions grew to more than 4 times the week before.");
        assertThat(headline(week("Sessions", daily(100), daily(100)), week("Reach", daily(7), NOTHING)))
                .isEqualTo("A good week: reach came to 49 after none the week before.");
    }

    @Test
    void singleChangeLeavesTheWeekMostlySteady() {
        assertThat(headline(
                        week("Sessions", daily(101), daily(100)),
                        week("Conversions", daily(30), daily(20)),
                        week("Reach", daily(99), daily(100)),
                        week("Engagement", daily(100), daily(100))))
                .isEqualTo("A mostly steady week: conversions grew by half.");
    }

    @Test
    void metricsWithoutNumbersAreIgnored() {
        assertThat(headline(
                        week("Sessions", daily(120), daily(100)),
                        week("Conversions", NOTHING, NOTHING),
                        week("Reach", NOTHING, NOTHING)))
                .isEqualTo("A good week: sessions grew by a fifth.");
    }

    @Test
    void smallTotalsAreNotNamedFirst() {
        assertThat(headline(
                        week("Sessions", daily(112), daily(100)),
                        week("Conversions", days(1, 0, 2, 0, 0, 0, 0), days(1, 0, 0, 0, 0, 0, 0))))
                .isEqualTo("A good week: sessions grew by 12%.");
    }

    @Test
    void smallChangesMakeASteadyWeek() {
        assertTexts(
                "A steady week: sessions came to 707, close to 700 the week before.",
                "Sessions at 707",
                week("Sessions", daily(101), daily(100)));
        assertTexts(
                "A steady week: sessions came to 700, the same as the week before.",
                "Sessions at 700, best day Tuesday",
                week("Sessions", days(100, 101, 99, 100, 100, 100, 100), daily(100)));
    }

    @Test
    void firstNumbersMakeANewWeek() {
        assertTexts(
                "New this week: sessions came to 812, with Thursday the best day.",
                "Sessions at 812, best day Thursday",
                week("Sessions", days(0, 0, 12, 500, 300, 0, 0), NOTHING),
                week("Conversions", days(0, 0, 1, 2, 3, 0, 0), NOTHING));
    }

    @Test
    void onlyDayWithNumbersIsNamed() {
        assertTexts(
                "One day on record, Thursday: sessions came to 812.",
                "Sessions at 812, all on Thursday",
                week("Sessions", days(0, 0, 0, 812, 0, 0, 0), NOTHING));
        assertTexts(
                "Only Thursday has numbers this week: sessions came to 812, after 7,000 the week before.",
                "Sessions down 88%, all on Thursday",
                week("Sessions", days(0, 0, 0, 812, 0, 0, 0), daily(1000)));
        assertThat(headline(week("Sessions", days(0, 0, 0, 812, 0, 0, 0), NOTHING), week("Reach", NOTHING, daily(5))))
                .isEqualTo("Only Thursday has numbers this week: sessions came to 812, after none the week before.");
    }

    @Test
    void weekWithoutNumbersIsQuiet() {
        assertTexts(
                "A quiet week: nothing was recorded; the week before, reach came to 35.",
                "Nothing recorded this week",
                week("Sessions", NOTHING, NOTHING),
                week("Reach", NOTHING, daily(5)));
        assertThat(headline(week("Sessions", NOTHING, NOTHING)))
                .isEqualTo("A quiet week: nothing was recorded, as in the week before.");
    }

    @Test
    void newAndZeroMetricsAreStated() {
        assertTexts(
                "A mixed week: reach came to 70 after none the week before, while sessions fell to zero.",
                "Reach at 70",
                week("Sessions", NOTHING, daily(5)),
                week("Reach", daily(10), NOTHING));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "800 | 600 | grew by a third",
                "798 | 600 | grew by about a third",
                "750 | 600 | grew by a quarter",
                "900 | 600 | grew by half",
                "1000 | 600 | grew by two thirds",
                "1199 | 600 | nearly doubled",
                "1200 | 600 | doubled",
                "1201 | 600 | more than doubled",
                "1800 | 600 | tripled",
                "2399 | 600 | more than tripled",
                "2400 | 600 | grew to 4 times the week before",
                "600001 | 600 | grew to more than 1,000 times the week before",
                "300 | 600 | fell by half",
                "1 | 600 | fell by 99%",
                "450 | 600 | fell by a quarter",
                "0 | 600 | fell to zero"
            })
    void changeIsWordedAsFractionOrMultiple(BigDecimal total, BigDecimal before, String clause) {
        MetricWeek week = week("Sessions", onMonday(total), onMonday(before));

        assertThat(headline(week, week("Reach", daily(100), daily(100))))
                .endsWith(": sessions " + clause + (clause.equals("fell to zero") ? "." : ", mostly on Monday."));
    }

    @Test
    void headlineUsesUnitDecimalsAndLocale() {
        MetricWeek distance =
                new MetricWeek(new DisplayedMetric("distance", "Distance", "km", 1), daily(1234.56), daily(1230));

        assertThat(new MetricsHeadline(
                                figures(distance),
                                new WeekLabels(SampleMetricWeeks.PERIOD, MESSAGES),
                                new LocaleNumberFormat("de"),
                                MESSAGES)
                        .text())
                .isEqualTo("A steady week: distance came to 8.641,9 km, close to 8.610,0 km the week before.");
    }

    @Test
    void abbreviationsKeepTheirCapitals() {
        assertThat(headline(week("CTR", daily(2), daily(1)))).isEqualTo("A big week: CTR doubled.");
        assertThat(headline(week("Very active time", daily(2), daily(1))))
                .isEqualTo("A big week: very active time doubled.");
    }

    @Test
    void negativeTotalsHaveNoPercentage() {
        assertTexts(
                "This week profit came to 70, after -70 the week before.",
                "Profit at 70",
                week("Profit", daily(10), daily(-10)));
        assertThat(headline(week("Profit", daily(-20), daily(-10))))
                .isEqualTo("This week profit came to -140, after -70 the week before.");
    }

    private static void assertTexts(String headline, String preheader, MetricWeek... weeks) {
        assertThat(headline(weeks)).isEqualTo(headline);
        assertThat(new MetricsPreheader(
                                figures(weeks),
                                new WeekLabels(SampleMetricWeeks.PERIOD, MESSAGES),
                                new LocaleNumberFormat("en-US"),
                                MESSAGES)
                        .text())
                .isEqualTo(preheader);
    }

    private static String headline(MetricWeek... weeks) {
        return new MetricsHeadline(
                        figures(weeks),
                        new WeekLabels(SampleMetricWeeks.PERIOD, MESSAGES),
                        new LocaleNumberFormat("en-US"),
                        MESSAGES)
                .text();
    }

    private static List<BigDecimal> onMonday(BigDecimal value) {
        BigDecimal zero = BigDecimal.ZERO;
        return List.of(value, zero, zero, zero, zero, zero, zero);
    }
}
