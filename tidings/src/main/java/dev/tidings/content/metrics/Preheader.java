package dev.tidings.content.metrics;

/** The preview line: the news of the week in a few words. */
final class Preheader {
    private final WeekFigures figures;
    private final WeekNames names;
    private final ReaderNumbers numbers;

    Preheader(WeekFigures figures, WeekNames names, ReaderNumbers numbers) {
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
        return main.metric().label() + " " + news(main) + day(main);
    }

    private String news(MetricWeek main) {
        Change change = new Change(main, numbers);
        if (!main.hasPercentage() || (!main.rose() && !main.fell())) {
            return "at " + change.amount();
        }
        return (main.rose() ? "up " : "down ") + change.percent();
    }

    private String day(MetricWeek main) {
        if (figures.onlyDay() >= 0) {
            return ", all on " + names.weekday(figures.onlyDay());
        }
        return figures.decides(main) && main.hasOneBestDay() ? ", best day " + names.weekday(main.bestDay()) : "";
    }
}
