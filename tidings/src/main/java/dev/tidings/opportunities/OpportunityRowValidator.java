package dev.tidings.opportunities;

import dev.tidings.bulk.RowFields;
import dev.tidings.bulk.RowRefused;
import dev.tidings.core.WebUrl;
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
 * Validates rows of opportunities. An absent column keeps its value; null or an empty CSV field clears it.
 *
 * <p>An invalid identity, deadline or status rejects the row. Any other invalid value is omitted with a note.
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
            "fee_text",
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
    private final ImportOrigin origin;
    private final Consumer<String> notes;

    private OpportunityRowValidator(ObjectNode row, ImportOrigin origin, Consumer<String> notes) {
        this.row = row;
        this.origin = origin;
        this.notes = notes;
    }

    /**
     * Validates the row and converts its values to the column types.
     *
     * @param origin sources check themselves whether their links may be private
     */
    static ObjectNode check(ObjectNode row, ImportOrigin origin, Consumer<String> notes) {
        RowFields.requireKnown(row, COLUMNS);
        new OpportunityRowValidator(row, origin, notes).check();
        return row;
    }

    private void check() {
        row.put("title", RowFields.required(row, "title", 500));
        checkIdentity();
        checkDeadline();
        checkStatus();
        row.put("source", RowFields.text(row, "source", 64));
        if (row.path("source").isNull()) {
            row.remove("source");
        }
        convertNumericAward();
        TEXT_LIMITS.forEach(this::normalizeText);
        new OpportunityDetailsValidator(row, notes).check();
    }

    private void checkIdentity() {
        WebUrl url = WebUrl.parse(RowFields.required(row, "url", 2_000));
        if (url == null) {
            throw new RowRefused("url is not a web address such as https://example.org/call");
        }
        if (origin == ImportOrigin.IMPORT && url.isPrivate()) {
            throw new RowRefused("url leads to a host of a private network, which readers cannot reach");
        }
        row.put("url", url.toString());
        row.put(CANONICAL_URL, CanonicalUrl.of(url));
        String id = RowFields.id(row, "id");
        if (id == null) {
            row.remove("id");
        } else {
            row.put("id", RowFields.addressable(id));
        }
    }

    private void checkDeadline() {
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
                OffsetDateTime time = OffsetDateTime.parse(text);
                row.put("deadline", time.toLocalDate().toString());
                row.put(DEADLINE_AT, time.toInstant().toString());
            }
        } catch (DateTimeException e) {
            throw new RowRefused(
                    "deadline is neither a date such as 2026-11-30 nor a time such as 2026-11-30T23:59:00+01:00");
        }
    }

    private void checkStatus() {
        String status = RowFields.text(row, "status", 16);
        if (status == null) {
            row.remove("status");
        } else if (STATUSES.contains(status.toLowerCase(Locale.ROOT))) {
            row.put("status", status.toLowerCase(Locale.ROOT));
        } else {
            throw new RowRefused("status is not one of live, hidden, expired");
        }
    }

    private void convertNumericAward() {
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
