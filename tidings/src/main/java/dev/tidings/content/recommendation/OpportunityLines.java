package dev.tidings.content.recommendation;

import dev.tidings.bulk.Destination;
import dev.tidings.bulk.FileRefused;
import dev.tidings.bulk.LineNote;
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
final class OpportunityLines implements Destination {
    private static final List<String> TEXTS =
            List.of("title", "description", "url", "organization", "source", "deadline", OpportunityLine.DEADLINE_AT);
    private static final List<String> MORE_TEXTS =
            List.of("type", "location", "fee", "currency", "award", "remote", "language", "posted_at", "status");

    private final StagedOpportunities staged;
    private final NearDuplicates duplicates;
    private final Voice voice;
    private final Instant now;
    private long created;
    private long updated;

    OpportunityLines(StagedOpportunities staged, NearDuplicates duplicates, Voice voice, Instant now) {
        this.staged = staged;
        this.duplicates = duplicates;
        this.voice = voice;
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
        unknown.removeAll(OpportunityLine.KEYS);
        if (!unknown.isEmpty()) {
            throw new FileRefused("Line 1: unknown column \"" + unknown.getFirst()
                    + "\"; a file of opportunities has the columns " + String.join(", ", OpportunityLine.KEYS));
        }
        List<String> missing = new ArrayList<>(OpportunityLine.REQUIRED);
        missing.removeAll(columns);
        if (!missing.isEmpty()) {
            throw new FileRefused("Line 1: the column \"" + missing.getFirst()
                    + "\" is missing; a file of opportunities begins with a header line that names at least "
                    + String.join(", ", OpportunityLine.REQUIRED));
        }
    }

    @Override
    public ObjectNode check(ObjectNode row, Consumer<String> note) {
        return OpportunityLine.check(row, note);
    }

    @Override
    public String key(ObjectNode checked) {
        return checked.path(OpportunityLine.CANONICAL_URL).stringValue();
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
        String canonical = checked.path(OpportunityLine.CANONICAL_URL).stringValue();
        List<@Nullable String> columns = new ArrayList<>();
        columns.add("{" + String.join(",", checked.propertyNames()) + "}");
        columns.add(checked.path("id").asString(null));
        columns.add(derivedId(canonical));
        columns.add(canonical);
        TEXTS.forEach(name -> columns.add(checked.path(name).asString(null)));
        columns.add(array(checked.path("tags")));
        columns.add(array(checked.path("discipline")));
        MORE_TEXTS.forEach(name -> columns.add(checked.path(name).asString(null)));
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
    public Remarks store() {
        staged.findKnown(voice, now);
        List<LineNote> refused = new ArrayList<>(staged.refuseClashes());
        refused.addAll(staged.refuseSecondAddresses());
        StagedOpportunities.Stored stored = staged.upsert(now);
        created += stored.created().size();
        updated += stored.updated().size();
        duplicates.examine(stored.all(), now);
        return new Remarks(refused, staged.idsNotTaken());
    }
}
