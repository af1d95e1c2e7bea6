package dev.tidings.command;

import dev.tidings.edition.DeliverySummaries;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Editions;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Prints an edition's progress at the terminal. */
@Component
final class EditionProgressPrinter {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    private final Editions editions;
    private final DeliverySummaries summaries;

    EditionProgressPrinter(Editions editions, DeliverySummaries summaries) {
        this.editions = editions;
        this.summaries = summaries;
    }

    /**
     * Prints progress until the edition is closed or an operator must act, and returns its final state. Says why the
     * edition waits, if it does.
     */
    Edition printUntilSettled(long id, PrintWriter out) throws InterruptedException {
        EditionProgress shown = null;
        String waiting = null;
        while (true) {
            Edition edition = editions.find(id).orElseThrow();
            boolean planning = edition.status() == EditionStatus.OPEN && edition.plannedAt() == null;
            if (!edition.progress().equals(shown)) {
                shown = edition.progress();
                out.println(summary(edition));
                out.flush();
            } else if (edition.status() == EditionStatus.WAITING || planning) {
                String sentence = summaries.of(edition).sentence();
                if (!sentence.equals(waiting)) {
                    waiting = sentence;
                    out.println(sentence);
                    out.flush();
                }
            }
            if (edition.status() != EditionStatus.OPEN && edition.status() != EditionStatus.WAITING) {
                printResult(edition, out);
                return edition;
            }
            Thread.sleep(POLL_INTERVAL);
        }
    }

    private void printResult(Edition edition, PrintWriter out) {
        out.println(summaries.of(edition).sentence());
        if (edition.status() == EditionStatus.STOPPED) {
            out.println("Fix that, then: bin/tidings edition resume " + edition.id());
        } else if (edition.status() == EditionStatus.HELD) {
            out.println("To send it all the same: bin/tidings edition resume " + edition.id());
        } else if (edition.status() == EditionStatus.PAUSED) {
            out.println("To resume: bin/tidings edition resume " + edition.id());
        }
        out.flush();
    }

    static String summary(Edition edition) {
        EditionProgress progress = edition.progress();
        return String.format(
                Locale.ROOT,
                "%s %s..%s  due %,d = sent %,d + skipped %,d + error %,d + owed %,d",
                edition.digest(),
                edition.period().start(),
                edition.period().end(),
                progress.due(),
                progress.sent(),
                progress.skipped(),
                progress.error(),
                progress.owed());
    }
}
