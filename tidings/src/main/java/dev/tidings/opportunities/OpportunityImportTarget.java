package dev.tidings.opportunities;

import dev.tidings.bulk.FileRefused;
import dev.tidings.bulk.ImportTarget;
import dev.tidings.bulk.RowWarning;
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

/** Opportunity lines on their way into the database. */
final class OpportunityImportTarget implements ImportTarget {
    private static final List<String> TEXT_COLUMNS = List.of(
            "title", "description", "url", "organization", "source", "deadline", OpportunityRowValidator.DEADLINE_AT);
    private static final List<String> MORE_TEXT_COLUMNS =
            List.of("type", "location", "fee", "currency", "award", "remote", "language", "posted_at", "status");

    private final StagedOpportunities staged;
    private final NearDuplicates duplicates;
    private final ImportOrigin origin;
    private final Instant now;
    private long created;
    private long updated;

    OpportunityImportTarget(StagedOpportunities staged, NearDuplicates duplicates, ImportOrigin voice, Instant now) {
        this.staged = staged;
        this.duplicates = duplicates;
        this.origin = voice;
        this.now = now;
    }

    /** How many opportunities the lines stored so far have brought. */
    long created() {
        return created;
    }

    /** How many of those that were known they have changed. */
    long updated() {
        return updated;
    }

    @Override
    public void checkHeader(List<String> columns) {
        List<String> unknown = new ArrayList<>(columns);
        unknown.removeAll(OpportunityRowValidator.COLUMNS);
        if (!unknown.isEmpty()) {
            throw new FileRefused(
                    "Line 1: unknown column \"" + unknown.getFirst() + "\"; a file of opportunities has the columns "
                            + String.join(", ", OpportunityRowValidator.COLUMNS));
        }
        List<String> missing = new ArrayList<>(OpportunityRowValidator.REQUIRED);
        missing.removeAll(columns);
        if (!missing.isEmpty()) {
            throw new FileRefused("Line 1: the column \"" + missing.getFirst()
                    + "\" is missing; a file of opportunities begins with a header line that names at least "
                    + String.join(", ", OpportunityRowValidator.REQUIRED));
        }
    }

    @Override
    public ObjectNode check(ObjectNode row, Consumer<String> note) {
        return OpportunityRowValidator.check(row, note);
    }

    @Override
    public String key(ObjectNode checked) {
        return checked.path(OpportunityRowValidator.CANONICAL_URL).stringValue();
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
    public List<@Nullable String> columns(ObjectNode checked) {
        String canonical = checked.path(OpportunityRowValidator.CANONICAL_URL).stringValue();
        List<@Nullable String> columns = new ArrayList<>();
        columns.add("{" + String.join(",", checked.propertyNames()) + "}");
        columns.add(checked.path("id").asString(null));
        columns.add(derivedId(canonical));
        columns.add(canonical);
        TEXT_COLUMNS.forEach(name -> columns.add(checked.path(name).asString(null)));
        columns.add(array(checked.path("tags")));
        columns.add(array(checked.path("discipline")));
        MORE_TEXT_COLUMNS.forEach(name -> columns.add(checked.path(name).asString(null)));
        return columns;
    }

    /** The id of an opportunity that was given none: the same for the same page, here and anywhere. */
    static String derivedId(String canonicalUrl) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonicalUrl.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    /** As PostgreSQL writes arrays. */
    private static String array(JsonNode words) {
        return words.valueStream()
                .map(word -> "\"" + word.stringValue().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Override
    public StoreResult store() {
        staged.resolveTargets(origin, now);
        List<RowWarning> refused = new ArrayList<>(staged.rejectIdConflicts());
        refused.addAll(staged.rejectUrlConflicts());
        StagedOpportunities.UpsertedIds stored = staged.upsert(now);
        created += stored.created().size();
        updated += stored.updated().size();
        duplicates.update(stored.all(), now);
        return new StoreResult(refused, staged.ignoredIds());
    }
}
