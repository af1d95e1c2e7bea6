package dev.tidings.content.metrics;

/** The preview line: the news of the week in a few words. */
final class MetricsPreheader {
    private final WeekMetrics figures;
    private final WeekLabels names;
    private final LocaleNumberFormat numbers;

    MetricsPreheader(WeekMetrics figures, WeekLabels names, LocaleNumberFormat numbers) {
        this.figures = figures;
        this.names = names;
        this.numbers = numbers;
    }

    /** "Sessions up 12%, best day Thursday". */
    String text() {
        if (figures.areZero()) {
            return "Nothing recorded this week";
        }
        MetricWeek main = figures.main();
        return main.metric().label() + " " + change(main) + bestDay(main);
    }

    private String change(MetricWeek main) {
        MetricChange change = new MetricChange(main, numbers);
        if (!main.hasPercentage() || (!main.rose() && !main.fell())) {
            return "at " + change.amount();
        }
        return (main.rose() ? "up " : "down ") + change.percent();
    }

    private String bestDay(MetricWeek main) {
        if (figures.onlyDay() >= 0) {
            return ", all on " + names.weekday(figures.onlyDay());
        }
        return figures.isBestDayMetric(main) && main.hasOneBestDay()
                ? ", best day " + names.weekday(main.bestDay())
                : "";
    }
}
