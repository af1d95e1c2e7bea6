package dev.tidings.content.metrics;

import dev.tidings.content.metrics.MetricWeek.Trend;
import java.math.BigDecimal;
import java.util.List;

/** One metric's change since the week before, in words. */
final class MetricChange {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal THREE = BigDecimal.valueOf(3);
    private static final BigDecimal FOUR = BigDecimal.valueOf(4);

    private static final List<Fraction> FRACTIONS = List.of(
            new Fraction(1, 5, 20, "a fifth"),
            new Fraction(1, 4, 25, "a quarter"),
            new Fraction(1, 3, 33, "a third"),
            new Fraction(1, 2, 50, "half"),
            new Fraction(2, 3, 67, "two thirds"),
            new Fraction(3, 4, 75, "three quarters"));

    private record Fraction(long numerator, long denominator, long percent, String words) {}

    private final MetricWeek week;
    private final LocaleNumberFormat numbers;

    MetricChange(MetricWeek week, LocaleNumberFormat numbers) {
        this.week = week;
        this.numbers = numbers;
    }

    /** As it stands under the figure, beside the arrow: "12% vs last week". */
    String caption() {
        return switch (week.trend()) {
            case SAME -> "same as last week";
            case NEW -> "new this week";
            case UP, DOWN ->
                week.hasPercentage() ? percent() + " vs last week" : "from " + amountBefore() + " last week";
        };
    }

    /** As a sentence tells it: "grew by a third". */
    String clause() {
        if (week.trend() == Trend.NEW) {
            return week.labelInSentence() + " came to " + amount() + " after none the week before";
        }
        if (week.trend() == Trend.DOWN) {
            return week.labelInSentence() + (week.total().signum() == 0 ? " fell to zero" : " fell by " + share());
        }
        return week.labelInSentence() + " " + growth();
    }

    /** "1,024", with the unit. */
    String amount() {
        return withUnit(week.total());
    }

    String amountBefore() {
        return withUnit(week.totalBefore());
    }

    String percent() {
        return week.percent() == 0 ? "less than " + numbers.percent(1) : numbers.percent(week.percent());
    }

    private String growth() {
        BigDecimal[] times = week.total().divideAndRemainder(week.totalBefore());
        boolean exact = times[1].signum() == 0;
        if (times[0].compareTo(TWO) < 0) {
            return week.percent() == 100 ? "nearly doubled" : "grew by " + share();
        }
        if (times[0].compareTo(FOUR) >= 0) {
            return "grew to " + (exact ? "" : "more than ") + numbers.decimal(times[0], 0) + " times the week before";
        }
        return (exact ? "" : "more than ") + (times[0].compareTo(THREE) < 0 ? "doubled" : "tripled");
    }

    private String share() {
        BigDecimal difference = week.total().subtract(week.totalBefore()).abs();
        for (Fraction fraction : FRACTIONS) {
            BigDecimal left = difference.multiply(BigDecimal.valueOf(fraction.denominator()));
            if (left.compareTo(week.totalBefore().multiply(BigDecimal.valueOf(fraction.numerator()))) == 0) {
                return fraction.words();
            }
            if (week.percent() == fraction.percent()) {
                return "about " + fraction.words();
            }
        }
        return percent();
    }

    private String withUnit(BigDecimal value) {
        String figure = numbers.decimal(value, week.metric().decimals());
        String unit = week.metric().unit();
        return unit.isEmpty() ? figure : figure + (unit.equals("%") ? "" : " ") + unit;
    }
}
