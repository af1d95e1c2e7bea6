package dev.tidings.content.metrics;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The sentence that a letter opens with: what changed, in plain words, true for this reader. */
final class MetricsHeadline {
    /** What stays below this changes by large shares for small reasons; larger ones are told first. */
    private static final BigDecimal SMALL_TOTAL = BigDecimal.TEN;

    /** Changes in percent that deserve a stronger word. */
    private static final long NOTABLE_PERCENT = 10;

    private static final long LARGE_PERCENT = 50;

    private final WeekMetrics figures;
    private final WeekLabels names;
    private final LocaleNumberFormat numbers;

    MetricsHeadline(WeekMetrics figures, WeekLabels names, LocaleNumberFormat numbers) {
        this.figures = figures;
        this.names = names;
        this.numbers = numbers;
    }

    String text() {
        if (figures.areZero()) {
            return noActivity();
        }
        if (figures.onlyDay() >= 0) {
            return oneDay(names.weekday(figures.onlyDay()));
        }
        if (figures.wereZero()) {
            return "New this week: " + total(figures.main()) + bestDay(figures.main()) + ".";
        }
        return compared();
    }

    private String noActivity() {
        return figures.wereZero()
                ? "A quiet week: nothing was recorded, as in the week before."
                : "A quiet week: nothing was recorded; the week before, "
                        + figures.mainBefore().labelInSentence() + " came to "
                        + change(figures.mainBefore()).amountBefore() + ".";
    }

    private String oneDay(String weekday) {
        MetricWeek main = figures.main();
        if (figures.wereZero()) {
            return "One day on record, " + weekday + ": " + total(main) + ".";
        }
        return "Only " + weekday + " has numbers this week: " + total(main) + ", after "
                + (main.wasZero() ? "none" : change(main).amountBefore()) + " the week before.";
    }

    private String compared() {
        List<MetricWeek> risen = moved(MetricWeek::rose);
        List<MetricWeek> fallen = moved(MetricWeek::fell);
        if (risen.isEmpty()) {
            return fallen.isEmpty() ? steady() : oneDirection(fallen);
        }
        if (fallen.isEmpty() || outweighs(risen, fallen)) {
            return oneDirection(risen);
        }
        if (outweighs(fallen, risen)) {
            return oneDirection(fallen);
        }
        return "A mixed week: " + change(risen.getFirst()).clause() + ", while "
                + change(fallen.getFirst()).clause() + ".";
    }

    /** Whether a small change the other way is not worth its words beside these. */
    private static boolean outweighs(List<MetricWeek> moved, List<MetricWeek> others) {
        return others.stream()
                .allMatch(other -> other.hasPercentage()
                        && other.percent() < NOTABLE_PERCENT
                        && 3 * other.percent() < moved.getFirst().percent());
    }

    private String oneDirection(List<MetricWeek> moved) {
        MetricWeek lead = moved.getFirst();
        return opening(moved) + ": " + change(lead).clause() + mostlyOn(lead) + ".";
    }

    private String steady() {
        MetricWeek main = figures.main();
        String before = change(main).amountBefore();
        if (figures.all().stream().anyMatch(week -> week.trend() != MetricWeek.Trend.SAME && !week.hasPercentage())) {
            return "This week " + total(main) + ", after " + before + " the week before.";
        }
        return "A steady week: " + total(main) + ", "
                + (before.equals(change(main).amount()) ? "the same as" : "close to " + before) + " the week before.";
    }

    /** Speaks of the week as a whole: of the metric in the middle of those that moved. */
    private String opening(List<MetricWeek> moved) {
        long told = figures.all().stream()
                .filter(week -> !week.isZero() || !week.wasZero())
                .count();
        if (2L * moved.size() < told) {
            return "A mostly steady week";
        }
        long percent = moved.stream()
                .mapToLong(week -> week.hasPercentage() ? week.percent() : NOTABLE_PERCENT)
                .sorted()
                .skip((moved.size() - 1) / 2)
                .findFirst()
                .orElse(NOTABLE_PERCENT);
        if (moved.getFirst().rose()) {
            return percent >= LARGE_PERCENT
                    ? "A big week"
                    : percent >= NOTABLE_PERCENT ? "A good week" : "A slightly better week";
        }
        return percent >= LARGE_PERCENT
                ? "A much quieter week"
                : percent >= NOTABLE_PERCENT ? "A quieter week" : "A slightly quieter week";
    }

    /** Names the day that brought more than half of the rise, or of the fall, against the same days a week before. */
    private String mostlyOn(MetricWeek lead) {
        if (!lead.hasPercentage() || lead.total().signum() == 0) {
            return "";
        }
        int direction = lead.total().compareTo(lead.totalBefore());
        List<BigDecimal> shares = IntStream.range(0, 7)
                .mapToObj(day -> lead.days().get(day).subtract(lead.daysBefore().get(day)))
                .map(difference -> difference.signum() == direction ? difference.abs() : BigDecimal.ZERO)
                .toList();
        BigDecimal largest = shares.stream().reduce(BigDecimal.ZERO, BigDecimal::max);
        BigDecimal all = shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return largest.add(largest).compareTo(all) > 0
                ? ", mostly on " + names.weekday(shares.indexOf(largest))
                : bestDay(lead);
    }

    /** Names the best day of the metric that decides it for the whole letter, if no other day was as good. */
    private String bestDay(MetricWeek week) {
        return figures.isBestDayMetric(week) && week.hasOneBestDay()
                ? ", with " + names.weekday(week.bestDay()) + " the best day"
                : "";
    }

    /** Those that moved in one direction, the one to tell first. */
    private List<MetricWeek> moved(Predicate<MetricWeek> moved) {
        return figures.all().stream()
                .filter(moved)
                .sorted(Comparator.comparing(MetricWeek::hasPercentage)
                        .thenComparing(
                                week -> week.total().max(week.totalBefore()).compareTo(SMALL_TOTAL) >= 0)
                        .thenComparingLong(week -> week.hasPercentage() ? week.percent() : 0)
                        .reversed())
                .toList();
    }

    private String total(MetricWeek week) {
        return week.labelInSentence() + " came to " + change(week).amount();
    }

    private MetricChange change(MetricWeek week) {
        return new MetricChange(week, numbers);
    }
}
