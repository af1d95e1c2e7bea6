package dev.tidings.content.metrics;

import dev.tidings.text.MessageCatalog;

/** The preview line: the news of the week in a few words. */
final class MetricsPreheader {
    private final WeekMetrics figures;
    private final WeekLabels names;
    private final LocaleNumberFormat numbers;
    private final MessageCatalog messages;

    MetricsPreheader(WeekMetrics figures, WeekLabels names, LocaleNumberFormat numbers, MessageCatalog messages) {
        this.figures = figures;
        this.names = names;
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
                onlyDay ? names.weekday(figures.onlyDay()) : bestDay ? names.weekday(main.bestDay()) : "");
    }
}
