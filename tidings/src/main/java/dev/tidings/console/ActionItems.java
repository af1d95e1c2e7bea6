package dev.tidings.console;

import dev.tidings.alerting.Severity;
import dev.tidings.console.OverviewModel.ActionItem;
import dev.tidings.console.OverviewModel.DigestLine;
import dev.tidings.console.OverviewModel.EditionLine;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.DeliveryState;
import dev.tidings.edition.DeliveryState.StateColor;
import dev.tidings.edition.DeliverySummaries;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.EditionHealthQueries;
import dev.tidings.edition.UnreadableEdition;
import dev.tidings.health.HealthReports;
import dev.tidings.instance.InstanceGuard;
import dev.tidings.ledger.Letters;
import dev.tidings.scraping.SourceStatus;
import dev.tidings.scraping.SourceStatuses;
import dev.tidings.throttle.CircuitHealthQueries;
import dev.tidings.throttle.CircuitHealthQueries.OpenCircuit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Finds what requires an operator: a database that may not send, failing transports, editions that are not as planned,
 * unreadable or missing, letters with an unknown outcome, failed letters, critical checks, failing sources.
 */
@Component
class ActionItems {
    /** Checks whose findings have items of their own. */
    private static final Set<String> CHECKS_WITH_ITEMS =
            Set.of("failing-sources", "edition-unreadable", "transport-circuit");

    private final EditionHealthQueries editionRows;
    private final Letters letters;
    private final HealthReports healthReports;
    private final SourceStatuses sources;
    private final InstanceGuard guard;
    private final CircuitHealthQueries circuits;
    private final DeliverySummaries summaries;

    ActionItems(
            EditionHealthQueries editionRows,
            Letters letters,
            HealthReports healthReports,
            SourceStatuses sources,
            InstanceGuard guard,
            CircuitHealthQueries circuits,
            DeliverySummaries summaries) {
        this.editionRows = editionRows;
        this.letters = letters;
        this.healthReports = healthReports;
        this.sources = sources;
        this.guard = guard;
        this.circuits = circuits;
        this.summaries = summaries;
    }

    /**
     * @param latest the newest edition of each digest
     * @param unfinished the editions that are not closed
     */
    List<ActionItem> find(
            List<DigestLine> digests, List<EditionLine> latest, List<EditionLine> unfinished, Instant now) {
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
        List<OpenCircuit> open = circuits.open();
        open.forEach(circuit -> items.add(failingTransport(circuit)));
        editionItems(latest, unfinished, open, items);
        editionRows.unreadable().forEach(edition -> items.add(unreadable(edition)));
        for (DigestLine line : digests) {
            Edition newest = line.newest();
            if (newest != null && line.entry().enabled() && summaries.isMissing(line.digest(), newest)) {
                items.add(missing(line.digest(), now));
            }
        }
        latest.stream()
                .filter(line -> line.edition().progress().error() > 0)
                .forEach(line -> failedLetters(line, items));
        criticalChecks(items);
        sourcesNeedingAttention(items);
        items.sort(Comparator.comparing(item -> !item.blocking()));
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

    private static ActionItem failingTransport(OpenCircuit circuit) {
        return new ActionItem(
                false,
                "The transport " + circuit.describe() + ".",
                "Its letters are pending and none is lost. A batch tests the transport at each try, and the letters go"
                        + " out when it works again.",
                "/console/maintenance?show=attention",
                "See it");
    }

    /** An edition that waits for its transport has the transport's item. */
    private static void editionItems(
            List<EditionLine> latest,
            List<EditionLine> unfinished,
            List<OpenCircuit> circuits,
            List<ActionItem> items) {
        Stream.concat(
                        unfinished.stream(),
                        latest.stream().filter(line -> line.summary().state() == DeliveryState.REACHED_NOBODY))
                .filter(line -> line.summary().state().precedes(DeliveryState.SENDING))
                .filter(line -> line.summary().state() != DeliveryState.WAITING
                        || line.edition().status() == EditionStatus.WAITING
                        || circuits.stream()
                                .noneMatch(circuit -> circuit.transport()
                                        .equals(line.edition().transport())))
                .sorted(Comparator.comparing(line -> line.summary().state()))
                .forEach(line -> items.add(edition(line)));
    }

    private static ActionItem edition(EditionLine line) {
        Edition edition = line.edition();
        DeliveryState state = line.summary().state();
        boolean resumable =
                state == DeliveryState.HELD || state == DeliveryState.STOPPED || state == DeliveryState.PAUSED;
        long pending = edition.progress().owed();
        String condition = state == DeliveryState.REACHED_NOBODY ? state.word() : "is " + state.word();
        return new ActionItem(
                state.color() == StateColor.RED,
                line.title() + " " + condition
                        + (pending == 0 ? "." : "; " + ConsoleText.lettersPending(pending) + "."),
                ConsoleText.period(edition.period()) + ". " + line.summary().sentence() + advice(state),
                ConsoleUrls.edition(edition.id()) + (resumable ? "/resume" : ""),
                resumable ? "Resume…" : "See it");
    }

    private static String advice(DeliveryState state) {
        return switch (state) {
            case STOPPED -> " Fix that, then resume the edition.";
            case HELD -> " Check the figures, then resume or cancel the edition.";
            case WAITING -> " It goes on by itself.";
            case REACHED_NOBODY -> " The edition’s page shows the reasons.";
            default -> "";
        };
    }

    private static ActionItem unreadable(UnreadableEdition edition) {
        return new ActionItem(
                true,
                edition.describe() + ".",
                "Nothing more of it is sent. Other editions are not affected. Correct its row in the table edition.",
                ConsoleUrls.edition(edition.id()),
                "See it");
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
