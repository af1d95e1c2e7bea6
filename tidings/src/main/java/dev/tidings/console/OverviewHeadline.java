package dev.tidings.console;

import dev.tidings.console.OverviewModel.ActionItem;
import dev.tidings.console.OverviewModel.EditionLine;
import dev.tidings.console.OverviewModel.OverviewState;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import java.util.Comparator;
import java.util.List;

/**
 * The overall state in one sentence.
 *
 * @param progress the sums of the newest period's editions
 */
record OverviewHeadline(OverviewState state, String sentence, EditionProgress progress) {
    private static final EditionProgress NONE = new EditionProgress(0, 0, 0, 0, 0);

    /** @param latest the newest edition of each digest */
    static OverviewHeadline of(List<EditionLine> latest, List<ActionItem> actionItems) {
        List<Edition> current = newestPeriod(latest);
        EditionProgress sum = current.stream().map(Edition::progress).reduce(NONE, OverviewHeadline::sum);
        return actionItems.stream()
                .filter(ActionItem::blocking)
                .findFirst()
                .map(item -> new OverviewHeadline(OverviewState.HALTED, item.title(), sum))
                .orElseGet(() -> of(current, sum));
    }

    private static List<Edition> newestPeriod(List<EditionLine> latest) {
        List<Edition> editions = latest.stream().map(EditionLine::edition).toList();
        return editions.stream()
                .map(Edition::period)
                .max(Comparator.comparing(DigestPeriod::start))
                .map(newest -> editions.stream()
                        .filter(edition -> edition.period().equals(newest))
                        .toList())
                .orElse(List.of());
    }

    private static OverviewHeadline of(List<Edition> current, EditionProgress sum) {
        if (current.isEmpty()) {
            return new OverviewHeadline(OverviewState.QUIET, "Nothing was sent yet.", sum);
        }
        String period = ConsoleText.period(current.getFirst().period());
        if (current.stream().anyMatch(edition -> edition.status() == EditionStatus.OPEN)) {
            String settled = ConsoleText.number(sum.due() - sum.owed());
            return new OverviewHeadline(
                    OverviewState.BUSY,
                    settled + " of " + ConsoleText.letters(sum.due()) + " of " + period + " are settled.",
                    sum);
        }
        return new OverviewHeadline(OverviewState.SETTLED, settled(sum.due(), period), sum);
    }

    private static String settled(long due, String period) {
        if (due == 0) {
            return "Nobody was due a letter for " + period + ".";
        }
        return due == 1
                ? "The one letter of " + period + " is settled."
                : "All " + ConsoleText.letters(due) + " of " + period + " are settled.";
    }

    private static EditionProgress sum(EditionProgress one, EditionProgress other) {
        return new EditionProgress(
                one.due() + other.due(),
                one.sent() + other.sent(),
                one.skipped() + other.skipped(),
                one.error() + other.error(),
                one.owed() + other.owed());
    }
}
