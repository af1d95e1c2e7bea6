package dev.tidings.opportunities;

import dev.tidings.bulk.FileRefused;
import dev.tidings.bulk.ImportTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Lines of feedback on their way into the database. */
final class FeedbackImportTarget implements ImportTarget {
    private final StagedFeedback staged;
    private final Instant now;

    FeedbackImportTarget(StagedFeedback staged, Instant now) {
        this.staged = staged;
        this.now = now;
    }

    @Override
    public void checkHeader(List<String> columns) {
        List<String> unknown = new ArrayList<>(columns);
        unknown.removeAll(FeedbackRowValidator.KEYS);
        if (!unknown.isEmpty()) {
            throw new FileRefused("Line 1: unknown column \"" + unknown.getFirst()
                    + "\"; a file of feedback has the columns " + String.join(", ", FeedbackRowValidator.KEYS));
        }
        List<String> missing = new ArrayList<>(FeedbackRowValidator.REQUIRED);
        missing.removeAll(columns);
        if (!missing.isEmpty()) {
            throw new FileRefused("Line 1: the column \"" + missing.getFirst()
                    + "\" is missing; a file of feedback begins with a header line that names at least "
                    + String.join(", ", FeedbackRowValidator.REQUIRED));
        }
    }

    @Override
    public ObjectNode check(ObjectNode row, Consumer<String> note) {
        return FeedbackRowValidator.check(row, now);
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
        FeedbackRowValidator.COLUMNS.forEach(
                name -> columns.add(checked.path(name).asString(null)));
        return columns;
    }

    @Override
    public StoreResult store() {
        StoreResult remarks = new StoreResult(staged.rejectUnknown(), List.of());
        staged.upsert();
        return remarks;
    }
}
