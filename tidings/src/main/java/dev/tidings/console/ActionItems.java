package dev.tidings.console;

import dev.tidings.alerting.Severity;
import dev.tidings.console.OverviewModel.ActionItem;
import dev.tidings.console.OverviewModel.DigestLine;
import dev.tidings.console.OverviewModel.EditionLine;
import dev.tidings.digest.Cadence;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.Edition;
import dev.tidings.edition.EditionHealthQueries;
import dev.tidings.edition.UnreadableEdition;
import dev.tidings.health.HealthReports;
import dev.tidings.instance.InstanceGuard;
import dev.tidings.ledger.Letters;
import dev.tidings.scraping.SourceStatus;
import dev.tidings.scraping.SourceStatuses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Finds what requires an operator: a database that may not send, stopped, unreadable and missing editions, letters with
 * an unknown outcome, failed letters, critical checks, failing sources.
 */
@Component
class ActionItems {
    private static final Duration GRACE = Duration.ofMinutes(15);

    /** Checks whose findings have items of their own. */
    private static final Set<String> CHECKS_WITH_ITEMS = Set.of("failing-sources", "edition-unreadable");

    private final EditionHealthQueries editionRows;
    private final Letters letters;
    private final HealthReports healthReports;
    private final SourceStatuses sources;
    private final InstanceGuard guard;

    ActionItems(
            EditionHealthQueries editionRows,
            Letters letters,
            HealthReports healthReports,
            SourceStatuses sources,
            InstanceGuard guard) {
        this.editionRows = editionRows;
        this.letters = letters;
        this.healthReports = healthReports;
        this.sources = sources;
        this.guard = guard;
    }

    /** @param latest the newest edition of each digest */
    List<ActionItem> find(List<DigestLine> digests, List<EditionLine> latest, List<EditionLine> stopped, Instant now) {
        List<ActionItem> items = new ArrayList<>();
        String refusal = guard.refusalReason();
        if (refusal != null) {
            items.add(new ActionItem(
                    true,
                    "Nothing is sent from this database.",
                    refusal,
                    "/console/maintenance?show=attention",
                    "See it"));
        }
        stopped.forEach(line -> items.add(stopped(line)));
        editionRows.unreadable().forEach(edition -> items.add(unreadable(edition)));
        for (DigestLine line : digests) {
            Edition newest = line.newest();
            if (newest != null && line.entry().enabled() && isMissing(line.digest(), newest, now)) {
                items.add(missing(line.digest(), now));
            }
        }
        latest.stream()
                .filter(line -> line.edition().progress().error() > 0)
                .forEach(line -> failedLetters(line, items));
        criticalChecks(items);
        sourcesNeedingAttention(items);
        return items;
    }

    private void criticalChecks(List<ActionItem> items) {
        List<String> checks = healthReports.report(0).checks().stream()
                .filter(check -> check.state() == Severity.CRITICAL && !CHECKS_WITH_ITEMS.contains(check.name()))
                .map(check -> ConsoleText.capitalized(check.name())
                        + (check.subject().isEmpty() ? "" : " of " + check.subject()))
                .distinct()
                .toList();
        if (!checks.isEmpty()) {
            items.add(new ActionItem(
                    false,
                    ConsoleText.checksAre(checks.size()) + " critical: " + ConsoleText.shortList(checks) + ".",
                    "Each check shows its finding and what to do.",
                    "/console/maintenance?show=attention",
                    "See them"));
        }
    }

    private void sourcesNeedingAttention(List<ActionItem> items) {
        List<String> needingAttention = sources.list().stream()
                .filter(SourceStatus::needsAttention)
                .map(status -> status.source().name())
                .toList();
        if (!needingAttention.isEmpty()) {
            items.add(new ActionItem(
                    false,
                    ConsoleText.count(needingAttention.size(), "source")
                            + (needingAttention.size() == 1 ? " needs" : " need") + " attention: "
                            + ConsoleText.shortList(needingAttention) + ".",
                    "Known opportunities stay, but no new ones come in.",
                    "/console/sources?show=attention",
                    "See them"));
        }
    }

    private static ActionItem stopped(EditionLine line) {
        Edition edition = line.edition();
        return new ActionItem(
                true,
                line.title() + " is stopped; "
                        + ConsoleText.lettersPending(edition.progress().owed()) + ".",
                ConsoleText.period(edition.period()) + ". " + ConsoleText.sentence(edition.reason())
                        + " Fix that, then resume the edition.",
                "/console/editions/" + edition.id() + "/resume",
                "Resume…");
    }

    private static ActionItem unreadable(UnreadableEdition edition) {
        return new ActionItem(
                false,
                edition.describe() + ".",
                "Nothing more of it is sent. Other editions are not affected. Correct its row in the table edition.",
                ConsoleUrls.edition(edition.id()),
                "See it");
    }

    /** Whether the schedule should have opened another edition after the newest one. */
    private boolean isMissing(Digest digest, Edition newest, Instant now) {
        Cadence cadence = digest.cadence();
        DigestPeriod period = cadence.lastPeriod(now);
        return newest.period().start().isBefore(period.start())
                && now.isAfter(cadence.lastDueUntil(now).plus(GRACE))
                && editionRows.find(digest.name(), period).isEmpty();
    }

    private static ActionItem missing(Digest digest, Instant now) {
        DigestPeriod period = digest.cadence().lastPeriod(now);
        return new ActionItem(
                true,
                digest.title() + " did not go out.",
                ConsoleText.period(period) + ". It was due (" + ConsoleText.cadence(digest.cadence())
                        + ") and no edition was opened. Open it by hand, and look in the log for the"
                        + " cause.",
                "/console/run?digest=" + digest.name(),
                "Run now…");
    }

    private void failedLetters(EditionLine line, List<ActionItem> items) {
        long errors = line.edition().progress().error();
        long unknown = letters.unknownOutcomes(line.edition().id());
        String where = line.title() + ", " + ConsoleText.period(line.edition().period()) + ". ";
        String page = "/console/editions/" + line.edition().id() + "?status=error";
        if (unknown > 0) {
            items.add(new ActionItem(
                    false,
                    ConsoleText.letters(unknown) + " may or may not have arrived.",
                    where + "The mail server’s answer was lost. They are not sent again: nobody gets two letters.",
                    page + "&unknown=true",
                    "See them"));
        }
        if (errors > unknown) {
            items.add(new ActionItem(
                    false,
                    ConsoleText.letters(errors - unknown) + " failed.",
                    where + "Each letter shows the reason. No other letter was delayed.",
                    page,
                    "See them"));
        }
    }
}
