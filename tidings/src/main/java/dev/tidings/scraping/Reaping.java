package dev.tidings.scraping;

import dev.tidings.content.recommendation.Intake;
import dev.tidings.content.recommendation.OpportunityImport;
import dev.tidings.scraping.Harvest.Gathered;
import dev.tidings.scraping.SourceRun.Outcome;
import dev.tidings.scraping.SourceRun.Sample;
import dev.tidings.scraping.reading.Field;
import dev.tidings.scraping.reading.Found;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Brings one harvest home: understands its items, judges what was found, and stores what is to be believed. */
final class Reaping {
    /** So few items say nothing about a source. */
    private static final int FEW = 4;

    /** What is below this share of what is usual, or could be understood to less than half, is not to be believed. */
    private static final double LEAST_SHARE = 0.2;

    private final Source source;
    private final Harvest harvest;
    private final @Nullable Double usual;
    private final List<ObjectNode> lines = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private final List<String> notes = new ArrayList<>();
    private int refused;

    /** @param usual how many items a run finds on average, or null before there were any */
    Reaping(Source source, Harvest harvest, @Nullable Double usual) {
        this.source = source;
        this.harvest = harvest;
        this.usual = usual;
    }

    SourceRun store(OpportunityImport opportunities, Instant startedAt, Instant now) {
        notes.addAll(harvest.notes());
        if (harvest.problem() != null) {
            return run(Outcome.FAILED, harvest.problem(), null, startedAt, now);
        }
        understand();
        if (found() >= FEW && refused * 2 > found()) {
            return run(
                    Outcome.SUSPICIOUS,
                    refused + " of " + found() + " items could not be understood; nothing was stored",
                    null,
                    startedAt,
                    now);
        }
        opportunities.confirm(source.name(), harvest.confirmed());
        Intake intake = opportunities.report(lines);
        intake.report().badRows().forEach(row -> notes.add(title((int) row.line() - 1) + ": " + row.text()));
        intake.report().notes().forEach(row -> notes.add(title((int) row.line() - 1) + ": " + row.text()));
        @Nullable String doubt = doubt();
        Outcome good = harvest.documents().isEmpty() ? Outcome.UNCHANGED : Outcome.OK;
        return run(doubt == null ? good : Outcome.SUSPICIOUS, doubt, intake, startedAt, now);
    }

    /** The addresses of a document's items, but for those that could not be understood. */
    List<String> taken(Gathered document) {
        return document.items().stream()
                .map((Found item) -> item.text(Field.URL))
                .filter(url -> url != null && taken.contains(url))
                .distinct()
                .toList();
    }

    private void understand() {
        ItemLines items = new ItemLines(source);
        for (Gathered document : harvest.documents()) {
            for (Found found : document.items()) {
                @Nullable String title = found.text(Field.TITLE);
                String name = title == null ? document.uri() + ": an item" : shortened(title);
                try {
                    ObjectNode line = items.line(found, note -> notes.add(name + ": " + note));
                    lines.add(line);
                    taken.add(line.path("url").stringValue());
                } catch (ItemRefused e) {
                    refused++;
                    notes.add(name + ": " + e.getMessage());
                }
            }
        }
    }

    private int found() {
        return lines.size() + refused + harvest.confirmed().size();
    }

    private @Nullable String doubt() {
        if (usual == null) {
            return found() == 0 ? "Nothing was found" : null;
        }
        if (found() == 0) {
            return "Nothing was found where " + Math.round(usual) + " are usual";
        }
        return usual > FEW && found() < usual * LEAST_SHARE
                ? "Only " + found() + " were found where " + Math.round(usual) + " are usual"
                : null;
    }

    private SourceRun run(
            Outcome outcome, @Nullable String problem, @Nullable Intake intake, Instant startedAt, Instant now) {
        int confirmed = intake == null ? 0 : harvest.confirmed().size();
        return new SourceRun(
                source.name(),
                startedAt,
                now,
                outcome,
                harvest.httpStatus(),
                harvest.visits(),
                harvest.bytes(),
                found(),
                intake == null ? 0 : (int) intake.created(),
                intake == null ? 0 : (int) intake.updated(),
                intake == null ? 0 : (int) intake.unchanged() + confirmed,
                refused + (intake == null ? 0 : (int) intake.report().rejected()),
                problem,
                notes.stream().limit(SourceRun.MOST_NOTES).toList(),
                lines.stream()
                        .limit(SourceRun.MOST_SAMPLES)
                        .map(Reaping::sample)
                        .toList());
    }

    private String title(int line) {
        return shortened(lines.get(line).path("title").asString(""));
    }

    private static String shortened(String title) {
        return "\"" + (title.length() <= 60 ? title : title.substring(0, 60) + "…") + "\"";
    }

    /** The line as it was made, or as its check has left it. */
    private static Sample sample(ObjectNode line) {
        String deadline = line.path("deadline").asString("");
        return new Sample(
                line.path("title").asString(""),
                line.path("url").asString(""),
                deadline.length() < 10 ? null : LocalDate.parse(deadline.substring(0, 10)));
    }
}
