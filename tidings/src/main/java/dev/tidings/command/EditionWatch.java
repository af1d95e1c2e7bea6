package dev.tidings.command;

import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.Progress;
import dev.tidings.edition.Edition.Status;
import dev.tidings.edition.Editions;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Shows at the terminal how an edition gets on. */
@Component
final class EditionWatch {
    private static final Duration EVERY = Duration.ofMillis(500);

    private final Editions editions;

    EditionWatch(Editions editions) {
        this.editions = editions;
    }

    /** Prints progress until the edition is closed or stopped, and returns it as it then is. */
    Edition untilSettled(long id, PrintWriter out) throws InterruptedException {
        Progress shown = null;
        while (true) {
            Edition edition = editions.find(id).orElseThrow();
            if (!edition.progress().equals(shown)) {
                shown = edition.progress();
                out.println(line(edition));
                out.flush();
            }
            if (edition.status() != Status.OPEN) {
                conclude(edition, out);
                return edition;
            }
            Thread.sleep(EVERY);
        }
    }

    private static void conclude(Edition edition, PrintWriter out) {
        if (edition.status() == Status.STOPPED) {
            out.println("Stopped: " + edition.reason());
            out.println("Mend that, then: bin/tidings edition resume " + edition.id());
        } else if (edition.status() == Status.PAUSED) {
            out.println("Paused. To go on: bin/tidings edition resume " + edition.id());
        }
        out.flush();
    }

    static String line(Edition edition) {
        Progress progress = edition.progress();
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
