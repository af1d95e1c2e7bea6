package dev.tidings.console;

import dev.tidings.console.Briefing.DigestLine;
import dev.tidings.console.Briefing.EditionLine;
import dev.tidings.console.Briefing.Need;
import dev.tidings.digest.Cadence;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Letters;
import dev.tidings.instance.InstanceGuard;
import dev.tidings.maintenance.HouseReports;
import dev.tidings.maintenance.State;
import dev.tidings.scraping.SourceStatus;
import dev.tidings.scraping.Sources;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Finds what waits for an operator: a database that nothing is sent from, stopped and missing editions, letters with an unknown outcome, letters that went wrong,
 * checks that are critical, sources that fail.
 */
@Component
class Needs {
    private static final Duration GRACE = Duration.ofMinutes(15);

    /** The check that tells of sources, which have a line of their own. */
    private static final String TOLD_BY_SOURCES = "failing-sources";

    private final Letters letters;
    private final HouseReports house;
    private final Sources sources;
    private final InstanceGuard guard;

    Needs(Letters letters, HouseReports house, Sources sources, InstanceGuard guard) {
        this.letters = letters;
        this.house = house;
        this.sources = sources;
        this.guard = guard;
    }

    /** @param latest the newest edition of each digest */
    List<Need> find(List<DigestLine> digests, List<EditionLine> latest, List<EditionLine> stopped, Instant now) {
        List<Need> needs = new ArrayList<>();
        String objection = guard.objection();
        if (objection != null) {
            needs.add(new Need(
                    true,
                    "Nothing is sent from this database.",
                    objection,
                    "/console/maintenance?show=troubled",
                    "See it"));
        }
        stopped.forEach(line -> needs.add(stopped(line)));
        for (DigestLine line : digests) {
            Edition newest = line.newest();
            if (newest != null && line.entry().enabled() && isMissing(line.digest(), newest, now)) {
                needs.add(missing(line.digest(), now));
            }
        }
        latest.stream().filter(line -> line.edition().progress().error() > 0).forEach(line -> wrong(line, needs));
        critical(needs);
        troubledSources(needs);
        return needs;
    }

    private void critical(List<Need> needs) {
        List<String> checks = house.report(0).checks().stream()
                .filter(check ->
                        check.state() == State.CRITICAL && !check.name().equals(TOLD_BY_SOURCES))
                .map(check -> Words.title(check.name()) + (check.subject().isEmpty() ? "" : " of " + check.subject()))
                .distinct()
                .toList();
        if (!checks.isEmpty()) {
            needs.add(new Need(
                    false,
                    Words.checks(checks.size()) + " critical: " + Words.some(checks) + ".",
                    "Each says what it found and what to do.",
                    "/console/maintenance?show=troubled",
                    "See them"));
        }
    }

    private void troubledSources(List<Need> needs) {
        List<String> troubled = sources.list().stream()
                .filter(SourceStatus::isTroubled)
                .map(status -> status.source().name())
                .toList();
        if (!troubled.isEmpty()) {
            needs.add(new Need(
                    false,
                    Words.count(troubled.size(), "source") + (troubled.size() == 1 ? " is" : " are") + " in trouble: "
                            + Words.some(troubled) + ".",
                    "What was brought before stays; nothing new comes in.",
                    "/console/sources?show=troubled",
                    "See them"));
        }
    }

    private static Need stopped(EditionLine line) {
        Edition edition = line.edition();
        return new Need(
                true,
                line.title() + " is stopped; "
                        + Words.waiting(edition.progress().owed()) + ".",
                Words.period(edition.period()) + ". " + Words.sentence(edition.reason())
                        + " Put that right, then let the edition go on.",
                "/console/editions/" + edition.id() + "/resume",
                "Resume…");
    }

    /** Whether the clock should have opened another edition since the newest one. */
    private static boolean isMissing(Digest digest, Edition newest, Instant now) {
        Cadence cadence = digest.cadence();
        return newest.period().start().isBefore(cadence.lastPeriod(now).start())
                && now.isAfter(cadence.lastUntil(now).plus(GRACE));
    }

    private static Need missing(Digest digest, Instant now) {
        DigestPeriod period = digest.cadence().lastPeriod(now);
        return new Need(
                true,
                digest.title() + " did not go out.",
                Words.period(period) + ". Its hour (" + Words.cadence(digest.cadence())
                        + ") has passed and no edition was opened. Open it by hand, and look in the log for what kept the"
                        + " clock.",
                "/console/run?digest=" + digest.name(),
                "Run now…");
    }

    private void wrong(EditionLine line, List<Need> needs) {
        long errors = line.edition().progress().error();
        long unknown = letters.unknownOutcomes(line.edition().id());
        String where = line.title() + ", " + Words.period(line.edition().period()) + ". ";
        String page = "/console/editions/" + line.edition().id() + "?status=error";
        if (unknown > 0) {
            needs.add(new Need(
                    false,
                    Words.letters(unknown) + " may or may not have arrived.",
                    where
                            + "The answer was lost after the hand-over. They are not sent again, so that nobody gets two.",
                    page + "&unknown=true",
                    "See them"));
        }
        if (errors > unknown) {
            needs.add(new Need(
                    false,
                    Words.letters(errors - unknown) + " went wrong.",
                    where + "Each says why; no other letter was held up.",
                    page,
                    "See them"));
        }
    }
}
