package dev.tidings.console;

import dev.tidings.digest.Digest;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.Progress;
import dev.tidings.schedule.Timetable;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an operator should know first.
 *
 * @param headline how things stand, in one sentence
 * @param next what goes out next, in one sentence
 * @param needs what waits for an operator, the gravest first
 * @param digests every configured digest
 * @param progress the sums of the newest period's editions
 * @param editions the newest editions
 */
public record Briefing(
        State state,
        String headline,
        String next,
        List<Need> needs,
        List<DigestLine> digests,
        Progress progress,
        List<EditionLine> editions) {

    public enum State {
        /** Nothing has gone out yet. */
        QUIET,
        /** Every letter is settled. */
        SETTLED,
        /** Letters are being settled. */
        BUSY,
        /** An operator is needed. */
        HALTED
    }

    /** Whether the page should look again soon. */
    public boolean live() {
        return editions.stream().anyMatch(line -> line.edition().status() == Edition.Status.OPEN);
    }

    /** Progress for those who hear the page: said again at every tenth. */
    public String spoken() {
        return editions.stream()
                .map(EditionLine::edition)
                .filter(edition -> edition.status() == Edition.Status.OPEN)
                .map(edition -> Words.period(edition.period()) + ": " + Shares.percent(edition.progress()) / 10 * 10
                        + " percent settled.")
                .collect(Collectors.joining(" "));
    }

    /**
     * Something that waits for an operator.
     *
     * @param halts whether letters wait until then
     * @param what found, in one sentence
     * @param why and what to do
     * @param link the address behind the button
     * @param action what the button says
     */
    public record Need(boolean halts, String what, String why, String link, String action) {}

    /**
     * A digest with what the clock says of it.
     *
     * @param newest its newest edition, whoever opened it, or null before the first
     */
    public record DigestLine(
            Digest digest, Timetable.Entry entry, @Nullable Edition newest) {}

    /** @param title the digest's title, or its name where no file describes it any more */
    public record EditionLine(Edition edition, String title) {}
}
