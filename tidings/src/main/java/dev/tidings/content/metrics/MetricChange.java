package dev.tidings.content.metrics;

import dev.tidings.text.MessageCatalog;
import java.math.BigDecimal;
import java.util.List;

/** The change of one metric since the week before, as a caption and as part of a sentence. */
final class MetricChange {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal THREE = BigDecimal.valueOf(3);
    private static final BigDecimal FOUR = BigDecimal.valueOf(4);

    private static final List<Fraction> FRACTIONS = List.of(
            new Fraction(1, 5, 20, "fifth", "aboutFifth"),
            new Fraction(1, 4, 25, "quarter", "aboutQuarter"),
            new Fraction(1, 3, 33, "third", "aboutThird"),
            new Fraction(1, 2, 50, "half", "aboutHalf"),
            new Fraction(2, 3, 67, "twoThirds", "aboutTwoThirds"),
            new Fraction(3, 4, 75, "threeQuarters", "aboutThreeQuarters"));

    /**
     * @param exact the keyword of the message {@code metrics.share}
     * @param about the same for a share that is close to the fraction
     */
    private record Fraction(long numerator, long denominator, long percent, String exact, String about) {}

    private final MetricWeek week;
    private final LocaleNumberFormat numbers;
    private final MessageCatalog messages;

    MetricChange(MetricWeek week, LocaleNumberFormat numbers, MessageCatalog messages) {
        this.week = week;
        this.numbers = numbers;
        this.messages = messages;
    }

    /** The text under the figure, beside the arrow: "12% vs last week". */
    String caption() {
        return switch (week.trend()) {
            case SAME -> messages.text("metrics.change.same");
            case NEW -> messages.text("metrics.change.fresh");
            case UP, DOWN -> {
                if (!week.hasPercentage()) {
                    yield messages.text("metrics.change.from", "amount", amountBefore());
                }
                yield week.percent() == 0
                        ? messages.text("metrics.change.lessThan", "percent", numbers.percent(1))
                        : messages.text("metrics.change.percent", "percent", percent());
            }
        };
    }

    /**
     * The wording of the change in a headline.
     *
     * @param keyword the kind of change: a branch of the headline messages
     * @param by the share, amount or multiple that the branch shows; empty if it shows none
     */
    record ChangeWording(String keyword, String by) {}

    ChangeWording wording() {
        return switch (week.trend()) {
            case NEW -> new ChangeWording("fresh", amount());
            case DOWN ->
                week.total().signum() == 0 ? new ChangeWording("toZero", "") : new ChangeWording("share", share());
            case UP, SAME -> growth();
        };
    }

    /** "1,024", with the unit. */
    String amount() {
        return withUnit(week.total());
    }

    String amountBefore() {
        return withUnit(week.totalBefore());
    }

    /** "12%". */
    String percent() {
        return numbers.percent(week.percent());
    }

    private ChangeWording growth() {
        BigDecimal[] times = week.total().divideAndRemainder(week.totalBefore());
        boolean exact = times[1].signum() == 0;
        if (times[0].compareTo(TWO) < 0) {
            return week.percent() == 100 ? new ChangeWording("nearlyDoubled", "") : new ChangeWording("share", share());
        }
        if (times[0].compareTo(FOUR) >= 0) {
            return new ChangeWording(exact ? "times" : "moreThanTimes", numbers.decimal(times[0], 0));
        }
        return times[0].compareTo(THREE) < 0
                ? new ChangeWording(exact ? "doubled" : "moreThanDoubled", "")
                : new ChangeWording(exact ? "tripled" : "moreThanTripled", "");
    }

    private String share() {
        BigDecimal difference = week.total().subtract(week.totalBefore()).abs();
        for (Fraction fraction : FRACTIONS) {
            BigDecimal scaled = difference.multiply(BigDecimal.valueOf(fraction.denominator()));
            if (scaled.compareTo(week.totalBefore().multiply(BigDecimal.valueOf(fraction.numerator()))) == 0) {
                return share(fraction.exact(), week.percent());
            }
            if (week.percent() == fraction.percent()) {
                return share(fraction.about(), week.percent());
            }
        }
        return week.percent() == 0 ? share("lessThan", 1) : share("percent", week.percent());
    }

    private String share(String keyword, long percent) {
        return messages.text("metrics.share", "share", keyword, "percent", numbers.percent(percent));
    }

    private String withUnit(BigDecimal value) {
        String figure = numbers.decimal(value, week.metric().decimals());
        String unit = week.metric().unit();
        if (unit.isEmpty()) {
            return figure;
        }
        return unit.equals("%")
                ? messages.text("number.percentUnit", "figure", figure, "unit", unit)
                : messages.text("number.unit", "figure", figure, "unit", unit);
    }
}
