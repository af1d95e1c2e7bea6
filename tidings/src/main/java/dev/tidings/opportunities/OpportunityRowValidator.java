package dev.tidings.opportunities;

import dev.tidings.bulk.RowFields;
import dev.tidings.bulk.RowRefused;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a line about an opportunity may say. What it leaves out stays as it is; null or an empty CSV field clears it.
 *
 * <p>A line that says something wrong about what it is, until when it holds or whether it is to be seen is refused; what is
 * wrong with anything else is noted and left out.
 */
final class OpportunityRowValidator {
    static final List<String> REQUIRED = List.of("title", "url");
    static final List<String> COLUMNS = List.of(
            "id",
            "title",
            "description",
            "url",
            "organization",
            "source",
            "deadline",
            "tags",
            "discipline",
            "disciplines",
            "type",
            "location",
            "fee",
            "currency",
            "award",
            "remote",
            "language",
            "posted_at",
            "status");

    static final String CANONICAL_URL = "canonical_url";
    static final String DEADLINE_AT = "deadline_at";

    private static final Map<String, Integer> TEXT_LIMITS =
            Map.of("description", 20_000, "organization", 200, "type", 64, "location", 200, "award", 200);

    private static final Set<String> STATUSES = Set.of("live", "hidden", "expired");

    private final ObjectNode row;
    private final Consumer<String> note;

    private OpportunityRowValidator(ObjectNode line, Consumer<String> note) {
        this.row = line;
        this.note = note;
    }

    /** Checks the line and brings its values to the types of the table. */
    static ObjectNode check(ObjectNode line, Consumer<String> note) {
        RowFields.requireKnown(line, COLUMNS);
        new OpportunityRowValidator(line, note).check();
        return line;
    }

    private void check() {
        row.put("title", RowFields.required(row, "title", 500));
        identity();
        deadline();
        status();
        row.put("source", RowFields.text(row, "source", 64));
        if (row.path("source").isNull()) {
            row.remove("source");
        }
        numericAward();
        TEXT_LIMITS.forEach(this::normalizeText);
        new OpportunityDetailsValidator(row, note).check();
    }

    private void identity() {
        String url = RowFields.required(row, "url", 2_000);
        String canonical = CanonicalUrl.of(url);
        if (canonical == null) {
            throw new RowRefused("url is no web address as in https://example.org/call");
        }
        row.put("url", url);
        row.put(CANONICAL_URL, canonical);
        String id = RowFields.text(row, "id", 64);
        if (id == null) {
            row.remove("id");
        } else {
            row.put("id", id);
        }
    }

    private void deadline() {
        if (!row.has("deadline")) {
            return;
        }
        String text = RowFields.text(row, "deadline", 40);
        row.putNull("deadline");
        row.putNull(DEADLINE_AT);
        if (text == null) {
            return;
        }
        try {
            if (text.length() == 10) {
                row.put("deadline", LocalDate.parse(text).toString());
            } else {
                OffsetDateTime moment = OffsetDateTime.parse(text);
                row.put("deadline", moment.toLocalDate().toString());
                row.put(DEADLINE_AT, moment.toInstant().toString());
            }
        } catch (DateTimeException e) {
            throw new RowRefused(
                    "deadline is neither a day as in 2026-11-30 nor a moment as in 2026-11-30T23:59:00+01:00");
        }
    }

    private void status() {
        String status = RowFields.text(row, "status", 16);
        if (status == null) {
            row.remove("status");
        } else if (STATUSES.contains(status.toLowerCase(Locale.ROOT))) {
            row.put("status", status.toLowerCase(Locale.ROOT));
        } else {
            throw new RowRefused("status is none of live, hidden, expired");
        }
    }

    private void numericAward() {
        if (row.path("award").isNumber()) {
            row.put("award", row.path("award").decimalValue().toPlainString());
        }
    }

    private void normalizeText(String name, int limit) {
        if (row.has(name)) {
            row.put(name, RowFields.text(row, name, limit));
        }
    }
}
