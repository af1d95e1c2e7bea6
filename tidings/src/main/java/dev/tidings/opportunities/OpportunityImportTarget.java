package dev.tidings.opportunities;

import dev.tidings.bulk.ImportTarget;
import dev.tidings.bulk.RowFields;
import dev.tidings.bulk.RowWarning;
import dev.tidings.opportunities.StagedOpportunities.UpsertedIds;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Imports opportunity rows. */
final class OpportunityImportTarget implements ImportTarget {
    private static final List<String> TEXT_COLUMNS = List.of(
            "title", "description", "url", "organization", "source", "deadline", OpportunityRowValidator.DEADLINE_AT);
    private static final List<String> MORE_TEXT_COLUMNS = List.of(
            "type", "location", "fee", "currency", "fee_text", "award", "remote", "language", "posted_at", "status");

    private final StagedOpportunities staged;
    private final NearDuplicates duplicates;
    private final ImportOrigin origin;
    private final Instant now;
    private long created;
    private long updated;

    OpportunityImportTarget(StagedOpportunities staged, NearDuplicates duplicates, ImportOrigin origin, Instant now) {
        this.staged = staged;
        this.duplicates = duplicates;
        this.origin = origin;
        this.now = now;
    }

    /** The number of opportunities created so far. */
    long created() {
        return created;
    }

    /** The number of known opportunities changed so far. */
    long updated() {
        return updated;
    }

    @Override
    public String columnName(String name) {
        return RowFields.columnName(name, OpportunityRowValidator.COLUMNS);
    }

    @Override
    public void checkHeader(List<String> columns) {
        RowFields.requireColumns(
                columns, OpportunityRowValidator.COLUMNS, OpportunityRowValidator.REQUIRED, "opportunities");
    }

    @Override
    public ObjectNode check(ObjectNode row, Consumer<String> note) {
        return OpportunityRowValidator.check(row, origin, note);
    }

    @Override
    public String key(ObjectNode row) {
        return row.path(OpportunityRowValidator.CANONICAL_URL).stringValue();
    }

    @Override
    public String createStaging() {
        return StagedOpportunities.CREATE;
    }

    @Override
    public String copyStaging() {
        return StagedOpportunities.COPY;
    }

    @Override
    public List<@Nullable String> columns(ObjectNode row) {
        String canonicalUrl = row.path(OpportunityRowValidator.CANONICAL_URL).stringValue();
        List<@Nullable String> columns = new ArrayList<>();
        columns.add("{" + String.join(",", row.propertyNames()) + "}");
        columns.add(row.path("id").asString(null));
        columns.add(derivedId(canonicalUrl));
        columns.add(canonicalUrl);
        TEXT_COLUMNS.forEach(name -> columns.add(row.path(name).asString(null)));
        columns.add(array(row.path("tags")));
        columns.add(array(row.path("discipline")));
        MORE_TEXT_COLUMNS.forEach(name -> columns.add(row.path(name).asString(null)));
        return columns;
    }

    /** The id of an opportunity without a given id: a hash of its canonical URL, the same in every installation. */
    static String derivedId(String canonicalUrl) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonicalUrl.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    /** The PostgreSQL array literal. */
    private static String array(JsonNode values) {
        return values.valueStream()
                .map(value -> "\"" + value.stringValue().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Override
    public StoreResult store() {
        duplicates.lock();
        staged.resolveTargets(origin, now);
        List<RowWarning> rejected = new ArrayList<>(staged.rejectIdConflicts());
        rejected.addAll(staged.rejectUrlConflicts());
        UpsertedIds stored = staged.upsert(origin, now);
        created += stored.created().size();
        updated += stored.updated().size();
        duplicates.update(stored.all(), now);
        return new StoreResult(rejected, staged.ignoredIds());
    }
}
