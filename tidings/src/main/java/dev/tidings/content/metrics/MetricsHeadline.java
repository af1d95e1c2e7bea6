package dev.tidings.content.metrics;

import dev.tidings.content.metrics.MetricChange.ChangeWording;
import dev.tidings.text.MessageCatalog;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Writes a letter's headline: one sentence on the week's main change. */
final class MetricsHeadline {
    /** Smaller totals change by large percentages at random. Metrics with larger totals are named first. */
    private static final BigDecimal SMALL_TOTAL = BigDecimal.TEN;

    /** Changes in percent from which the headline uses stronger words. */
    private static final long NOTABLE_PERCENT = 10;

    private static final long LARGE_PERCENT = 50;

    private static final Comparator<MetricWeek> MENTION = Comparator.comparing(MetricWeek::hasPercentage)
            .thenComparing(week -> week.total().max(week.totalBefore()).compareTo(SMALL_TOTAL) >= 0)
            .thenComparingLong(week -> week.hasPercentage() ? week.percent() : 0)
            .reversed();

    private final WeekMetrics figures;
    private final WeekLabels labels;
    private final LocaleNumberFormat numbers;
    private final MessageCatalog messages;

    MetricsHeadline(WeekMetrics figures, WeekLabels labels, LocaleNumberFormat numbers, MessageCatalog messages) {
        this.figures = figures;
        this.labels = labels;
        this.numbers = numbers;
        this.messages = messages;
    }

    String text() {
        if (figures.areZero()) {
            return zeroWeek();
        }
        if (figures.onlyDay() >= 0) {
            return oneDay(labels.weekday(figures.onlyDay()));
        }
        if (figures.wereZero()) {
            return firstNumbers();
        }
        return comparison();
    }

    private String zeroWeek() {
        if (figures.wereZero()) {
            return messages.text("metrics.headline.nothing");
        }
        MetricWeek main = figures.mainBefore();
        return messages.text(
                "metrics.headline.nothingNow",
                "metric",
                main.labelInSentence(),
                "before",
                change(main).amountBefore());
    }

    private String oneDay(String weekday) {
        MetricWeek main = figures.main();
        String metric = main.labelInSentence();
        String amount = change(main).amount();
        if (figures.wereZero()) {
            return messages.text("metrics.headline.oneDay", "weekday", weekday, "metric", metric, "amount", amount);
        }
        if (main.wasZero()) {
            return messages.text(
                    "metrics.headline.onlyDayAfterNone", "weekday", weekday, "metric", metric, "amount", amount);
        }
        String before = change(main).amountBefore();
        return messages.text(
                "metrics.headline.onlyDay", "weekday", weekday, "metric", metric, "amount", amount, "before", before);
    }

    private String firstNumbers() {
        MetricWeek main = figures.main();
        NamedDay day = bestDay(main);
        return messages.text(
                "metrics.headline.fresh",
                "metric",
                main.labelInSentence(),
                "amount",
                change(main).amount(),
                "day",
                day.keyword(),
                "weekday",
                day.weekday());
    }

    private String comparison() {
        List<MetricWeek> risen = inOrder(MetricWeek::rose);
        List<MetricWeek> fallen = inOrder(MetricWeek::fell);
        if (risen.isEmpty()) {
            return fallen.isEmpty() ? steady() : fall(fallen);
        }
        if (fallen.isEmpty() || outweighs(risen, fallen)) {
            return rise(risen);
        }
        return outweighs(fallen, risen) ? fall(fallen) : mixed(risen.getFirst(), fallen.getFirst());
    }

    /** Whether the opposite changes are too small to be mentioned beside these. */
    private static boolean outweighs(List<MetricWeek> moved, List<MetricWeek> others) {
        return others.stream()
                .allMatch(other -> other.hasPercentage()
                        && other.percent() < NOTABLE_PERCENT
                        && 3 * other.percent() < moved.getFirst().percent());
    }

    private String rise(List<MetricWeek> risen) {
        MetricWeek lead = risen.getFirst();
        ChangeWording change = change(lead).wording();
        NamedDay day = mostlyOn(lead);
        return messages.text(
                "metrics.headline.rise",
                "week",
                weekKeyword(risen),
                "metric",
                lead.labelInSentence(),
                "change",
                change.keyword(),
                "by",
                change.by(),
                "day",
                day.keyword(),
                "weekday",
                day.weekday());
    }

    private String fall(List<MetricWeek> fallen) {
        MetricWeek lead = fallen.getFirst();
        ChangeWording change = change(lead).wording();
        NamedDay day = mostlyOn(lead);
        return messages.text(
                "metrics.headline.fall",
                "week",
                weekKeyword(fallen),
                "metric",
                lead.labelInSentence(),
                "change",
                change.keyword(),
                "by",
                change.by(),
                "day",
                day.keyword(),
                "weekday",
                day.weekday());
    }

    private String mixed(MetricWeek risen, MetricWeek fallen) {
        ChangeWording rise = change(risen).wording();
        ChangeWording fall = change(fallen).wording();
        return messages.text(
                "metrics.headline.mixed",
                "risen",
                risen.labelInSentence(),
                "rise",
                rise.keyword(),
                "riseBy",
                rise.by(),
                "fallen",
                fallen.labelInSentence(),
                "fall",
                fall.keyword(),
                "fallBy",
                fall.by());
    }

    private String steady() {
        MetricWeek main = figures.main();
        String metric = main.labelInSentence();
        String amount = change(main).amount();
        String before = change(main).amountBefore();
        if (figures.all().stream().anyMatch(week -> week.trend() != MetricWeek.Trend.SAME && !week.hasPercentage())) {
            return messages.text("metrics.headline.noShare", "metric", metric, "amount", amount, "before", before);
        }
        return before.equals(amount)
                ? messages.text("metrics.headline.same", "metric", metric, "amount", amount)
                : messages.text("metrics.headline.steady", "metric", metric, "amount", amount, "before", before);
    }

    /** The keyword for the whole week, by the median change of these metrics: a branch of the headline messages. */
    private String weekKeyword(List<MetricWeek> moved) {
        long counted = figures.all().stream()
                .filter(week -> !week.isZero() || !week.wasZero())
                .count();
        if (2L * moved.size() < counted) {
            return "steady";
        }
        long percent = moved.stream()
                .mapToLong(week -> week.hasPercentage() ? week.percent() : NOTABLE_PERCENT)
                .sorted()
                .skip((moved.size() - 1) / 2)
                .findFirst()
                .orElse(NOTABLE_PERCENT);
        return percent >= LARGE_PERCENT ? "big" : percent >= NOTABLE_PERCENT ? "good" : "slight";
    }

    /**
     * A day that a headline names.
     *
     * @param keyword why it is named: a branch of the headline messages
     * @param weekday its name; empty if no day is named
     */
    private record NamedDay(String keyword, String weekday) {
        static final NamedDay NONE = new NamedDay("none", "");
    }

    /** The weekday with more than half of the rise or fall since the week before; otherwise the best day. */
    private NamedDay mostlyOn(MetricWeek lead) {
        if (!lead.hasPercentage() || lead.total().signum() == 0) {
            return NamedDay.NONE;
        }
        int direction = lead.total().compareTo(lead.totalBefore());
        List<BigDecimal> shares = IntStream.range(0, 7)
                .mapToObj(day -> lead.days().get(day).subtract(lead.daysBefore().get(day)))
                .map(difference -> difference.signum() == direction ? difference.abs() : BigDecimal.ZERO)
                .toList();
        BigDecimal largest = shares.stream().reduce(BigDecimal.ZERO, BigDecimal::max);
        BigDecimal all = shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return largest.add(largest).compareTo(all) > 0
                ? new NamedDay("mostly", labels.weekday(shares.indexOf(largest)))
                : bestDay(lead);
    }

    /** The best day, if this metric decides it and no other day has the same value. */
    private NamedDay bestDay(MetricWeek week) {
        return figures.isBestDayMetric(week) && week.hasOneBestDay()
                ? new NamedDay("best", labels.weekday(week.bestDay()))
                : NamedDay.NONE;
    }

    /** The metrics that moved in one direction, in order of mention. */
    private List<MetricWeek> inOrder(Predicate<MetricWeek> moved) {
        List<MetricWeek> ordered = new ArrayList<>(figures.all());
        ordered.removeIf(moved.negate());
        ordered.sort(MENTION);
        return ordered;
    }

    private MetricChange change(MetricWeek week) {
        return new MetricChange(week, numbers, messages);
    }
}
