package dev.tidings.content.recommendation;

import dev.tidings.bulk.Destination;
import dev.tidings.bulk.FileRefused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Lines of feedback on their way into the database. */
final class FeedbackLines implements Destination {
    private final StagedFeedback staged;
    private final Instant now;

    FeedbackLines(StagedFeedback staged, Instant now) {
        this.staged = staged;
        this.now = now;
    }

    @Override
    public void checkHeader(List<String> columns) {
        List<String> unknown = new ArrayList<>(columns);
        unknown.removeAll(FeedbackLine.KEYS);
        if (!unknown.isEmpty()) {
            throw new FileRefused("Line 1: unknown column \"" + unknown.getFirst()
                    + "\"; a file of feedback has the columns " + String.join(", ", FeedbackLine.KEYS));
        }
        List<String> missing = new ArrayList<>(FeedbackLine.REQUIRED);
        missing.removeAll(columns);
        if (!missing.isEmpty()) {
            throw new FileRefused("Line 1: the column \"" + missing.getFirst()
                    + "\" is missing; a file of feedback begins with a header line that names at least "
                    + String.join(", ", FeedbackLine.REQUIRED));
        }
    }

    @Override
    public ObjectNode check(ObjectNode row, Consumer<String> note) {
        return FeedbackLine.check(row, now);
    }

    @Override
    public String key(ObjectNode checked) {
        return columns(checked).subList(0, 4).stream().map(String::valueOf).collect(Collectors.joining("\n"));
    }

    @Override
    public String createStaging() {
        return StagedFeedback.CREATE;
    }

    @Override
    public String copyStaging() {
        return StagedFeedback.COPY;
    }

    @Override
    public List<@Nullable String> columns(ObjectNode checked) {
        List<@Nullable String> columns = new ArrayList<>();
        FeedbackLine.COLUMNS.forEach(name -> columns.add(checked.path(name).asString(null)));
        return columns;
    }

    @Override
    public Remarks store() {
        Remarks remarks = new Remarks(staged.refuseUnknown(), List.of());
        staged.insert();
        return remarks;
    }
}
