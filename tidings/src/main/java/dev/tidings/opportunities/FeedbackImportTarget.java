package dev.tidings.opportunities;

import dev.tidings.bulk.ImportTarget;
import dev.tidings.bulk.RowFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Imports feedback rows. */
final class FeedbackImportTarget implements ImportTarget {
    private final StagedFeedback staged;
    private final Instant now;

    FeedbackImportTarget(StagedFeedback staged, Instant now) {
        this.staged = staged;
        this.now = now;
    }

    @Override
    public String columnName(String name) {
        return RowFields.columnName(name, FeedbackRowValidator.COLUMNS);
    }

    @Override
    public void checkHeader(List<String> columns) {
        RowFields.requireColumns(columns, FeedbackRowValidator.COLUMNS, FeedbackRowValidator.REQUIRED, "feedback");
    }

    @Override
    public ObjectNode check(ObjectNode row, Consumer<String> note) {
        return FeedbackRowValidator.check(row, now);
    }

    @Override
    public String key(ObjectNode row) {
        return columns(row).subList(0, 4).stream().map(String::valueOf).collect(Collectors.joining("\n"));
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
    public List<@Nullable String> columns(ObjectNode row) {
        List<@Nullable String> columns = new ArrayList<>();
        FeedbackRowValidator.COLUMNS.forEach(name -> columns.add(row.path(name).asString(null)));
        return columns;
    }

    @Override
    public StoreResult store() {
        StoreResult result = new StoreResult(staged.rejectUnknown(), List.of());
        staged.upsert();
        return result;
    }
}
