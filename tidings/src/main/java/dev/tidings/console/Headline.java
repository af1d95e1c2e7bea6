package dev.tidings.console;

import dev.tidings.console.Briefing.EditionLine;
import dev.tidings.console.Briefing.Need;
import dev.tidings.console.Briefing.State;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.Progress;
import dev.tidings.edition.Edition.Status;
import java.util.Comparator;
import java.util.List;

/**
 * How things stand, in one sentence.
 *
 * @param progress the sums of the newest period's editions
 */
record Headline(State state, String sentence, Progress progress) {
    private static final Progress NONE = new Progress(0, 0, 0, 0, 0);

    /** @param latest the newest edition of each digest */
    static Headline of(List<EditionLine> latest, List<Need> needs) {
        List<Edition> current = newestPeriod(latest);
        Progress sum = current.stream().map(Edition::progress).reduce(NONE, Headline::sum);
        return needs.stream()
                .filter(Need::halts)
                .findFirst()
                .map(need -> new Headline(State.HALTED, need.what(), sum))
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

    private static Headline of(List<Edition> current, Progress sum) {
        if (current.isEmpty()) {
            return new Headline(State.QUIET, "Nothing has gone out yet.", sum);
        }
        String period = Words.period(current.getFirst().period());
        if (current.stream().anyMatch(edition -> edition.status() == Status.OPEN)) {
            String settled = Words.number(sum.due() - sum.owed());
            return new Headline(
                    State.BUSY, settled + " of " + Words.letters(sum.due()) + " of " + period + " are settled.", sum);
        }
        return new Headline(State.SETTLED, settled(sum.due(), period), sum);
    }

    private static String settled(long due, String period) {
        if (due == 0) {
            return "Nobody was due a letter for " + period + ".";
        }
        return due == 1
                ? "The one letter of " + period + " is settled."
                : "All " + Words.letters(due) + " of " + period + " are settled.";
    }

    private static Progress sum(Progress one, Progress other) {
        return new Progress(
                one.due() + other.due(),
                one.sent() + other.sent(),
                one.skipped() + other.skipped(),
                one.error() + other.error(),
                one.owed() + other.owed());
    }
}
