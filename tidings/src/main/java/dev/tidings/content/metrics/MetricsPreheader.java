package dev.tidings.content.metrics;

import dev.tidings.text.MessageCatalog;

/** Writes the preview line: the week's main news in a few words. */
final class MetricsPreheader {
    private final WeekMetrics figures;
    private final WeekLabels labels;
    private final LocaleNumberFormat numbers;
    private final MessageCatalog messages;

    MetricsPreheader(WeekMetrics figures, WeekLabels labels, LocaleNumberFormat numbers, MessageCatalog messages) {
        this.figures = figures;
        this.labels = labels;
        this.numbers = numbers;
        this.messages = messages;
    }

    /** "Sessions up 12%, best day Thursday". */
    String text() {
        if (figures.areZero()) {
            return messages.text("metrics.preheader.nothing");
        }
        MetricWeek main = figures.main();
        MetricChange change = new MetricChange(main, numbers, messages);
        boolean moved = main.hasPercentage() && (main.rose() || main.fell());
        boolean onlyDay = figures.onlyDay() >= 0;
        boolean bestDay = !onlyDay && figures.isBestDayMetric(main) && main.hasOneBestDay();
        return messages.text(
                "metrics.preheader",
                "metric",
                main.metric().label(),
                "news",
                !moved ? "amount" : main.rose() ? "up" : "down",
                "figure",
                moved ? change.percent() : change.amount(),
                "day",
                onlyDay ? "only" : bestDay ? "best" : "none",
                "weekday",
                onlyDay ? labels.weekday(figures.onlyDay()) : bestDay ? labels.weekday(main.bestDay()) : "");
    }
}
