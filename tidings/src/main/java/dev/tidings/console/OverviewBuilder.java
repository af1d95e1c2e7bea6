package dev.tidings.console;

import dev.tidings.console.OverviewModel.DigestLine;
import dev.tidings.console.OverviewModel.EditionLine;
import dev.tidings.console.OverviewModel.EditionListItem;
import dev.tidings.console.OverviewModel.UnreadableLine;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.DeliverySummaries;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Editions;
import dev.tidings.edition.ListedEdition;
import dev.tidings.edition.UnreadableEdition;
import dev.tidings.schedule.DigestSchedules;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Builds the overview from every digest and edition. */
@Component
class OverviewBuilder {
    private static final int NEWEST = 8;

    private final DigestCatalog catalog;
    private final Editions editions;
    private final DeliverySummaries summaries;
    private final DigestSchedules schedules;
    private final ActionItems actionItems;

    OverviewBuilder(
            DigestCatalog catalog,
            Editions editions,
            DeliverySummaries summaries,
            DigestSchedules schedules,
            ActionItems actionItems) {
        this.catalog = catalog;
        this.editions = editions;
        this.summaries = summaries;
        this.schedules = schedules;
        this.actionItems = actionItems;
    }

    OverviewModel overview(TimeFormat timeFormat) {
        List<DigestLine> digests = catalog.all().stream().map(this::digest).toList();
        List<EditionLine> latest = digests.stream()
                .map(DigestLine::newest)
                .filter(Objects::nonNull)
                .map(this::line)
                .toList();
        List<EditionLine> unfinished = lines(editions.notClosed()).stream()
                .filter(EditionLine.class::isInstance)
                .map(EditionLine.class::cast)
                .toList();
        return new OverviewModel(
                summaries.installation(schedules.enabled()),
                next(digests, timeFormat),
                actionItems.find(digests, latest, unfinished, timeFormat.now()),
                digests,
                lines(editions.list(null, null, null, NEWEST)));
    }

    private DigestLine digest(Digest digest) {
        return new DigestLine(
                digest,
                schedules.scheduleOf(digest),
                editions.newest(digest.name()).orElse(null));
    }

    List<EditionListItem> lines(List<ListedEdition> editions) {
        return editions.stream().map(this::item).toList();
    }

    private EditionListItem item(ListedEdition listed) {
        return switch (listed) {
            case Edition edition -> line(edition);
            case UnreadableEdition edition -> new UnreadableLine(edition, title(edition), summaries.of(edition));
        };
    }

    EditionLine line(Edition edition) {
        return new EditionLine(edition, title(edition), summaries.of(edition));
    }

    private String title(ListedEdition edition) {
        return catalog.find(edition.digest()).map(Digest::title).orElse(edition.digest());
    }

    private static String next(List<DigestLine> digests, TimeFormat timeFormat) {
        return digests.stream()
                .filter(line -> line.entry().nextRun() != null)
                .min(Comparator.comparing(OverviewBuilder::nextRun))
                .map(line -> next(line, digests.size() > 1, timeFormat))
                .orElse("This node opens no editions on schedule.");
    }

    private static String next(DigestLine line, boolean named, TimeFormat timeFormat) {
        Instant moment = nextRun(line);
        String what = named ? "Next: " + line.digest().title() + ", " : "Next: ";
        Instant last = line.entry().lastZone();
        if (last != null) {
            return what + timeFormat.zoneByZone(line.digest().cadence(), moment, last) + ".";
        }
        return what + timeFormat.inBothZones(moment, line.entry().zone()) + ", " + timeFormat.relative(moment) + ".";
    }

    private static Instant nextRun(DigestLine line) {
        return Objects.requireNonNull(line.entry().nextRun());
    }
}
