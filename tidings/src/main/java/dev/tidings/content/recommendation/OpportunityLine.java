package dev.tidings.content.recommendation;

import dev.tidings.bulk.Fields;
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
final class OpportunityLine {
    static final List<String> REQUIRED = List.of("title", "url");
    static final List<String> KEYS = List.of(
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

    private static final Set<String> STATUS = Set.of("live", "hidden", "expired");

    private final ObjectNode line;
    private final Consumer<String> note;

    private OpportunityLine(ObjectNode line, Consumer<String> note) {
        this.line = line;
        this.note = note;
    }

    /** Checks the line and brings its values to the types of the table. */
    static ObjectNode check(ObjectNode line, Consumer<String> note) {
        Fields.requireKnown(line, KEYS);
        new OpportunityLine(line, note).check();
        return line;
    }

    private void check() {
        line.put("title", Fields.required(line, "title", 500));
        identity();
        deadline();
        status();
        line.put("source", Fields.text(line, "source", 64));
        if (line.path("source").isNull()) {
            line.remove("source");
        }
        decimalAward();
        TEXT_LIMITS.forEach(this::tidy);
        new OpportunityDetails(line, note).check();
    }

    private void identity() {
        String url = Fields.required(line, "url", 2_000);
        String canonical = CanonicalUrl.of(url);
        if (canonical == null) {
            throw new RowRefused("url is no web address as in https://example.org/call");
        }
        line.put("url", url);
        line.put(CANONICAL_URL, canonical);
        String id = Fields.text(line, "id", 64);
        if (id == null) {
            line.remove("id");
        } else {
            line.put("id", id);
        }
    }

    private void deadline() {
        if (!line.has("deadline")) {
            return;
        }
        String text = Fields.text(line, "deadline", 40);
        line.putNull("deadline");
        line.putNull(DEADLINE_AT);
        if (text == null) {
            return;
        }
        try {
            if (text.length() == 10) {
                line.put("deadline", LocalDate.parse(text).toString());
            } else {
                OffsetDateTime moment = OffsetDateTime.parse(text);
                line.put("deadline", moment.toLocalDate().toString());
                line.put(DEADLINE_AT, moment.toInstant().toString());
            }
        } catch (DateTimeException e) {
            throw new RowRefused(
                    "deadline is neither a day as in 2026-11-30 nor a moment as in 2026-11-30T23:59:00+01:00");
        }
    }

    private void status() {
        String status = Fields.text(line, "status", 16);
        if (status == null) {
            line.remove("status");
        } else if (STATUS.contains(status.toLowerCase(Locale.ROOT))) {
            line.put("status", status.toLowerCase(Locale.ROOT));
        } else {
            throw new RowRefused("status is none of live, hidden, expired");
        }
    }

    private void decimalAward() {
        if (line.path("award").isNumber()) {
            line.put("award", line.path("award").decimalValue().toPlainString());
        }
    }

    private void tidy(String name, int limit) {
        if (line.has(name)) {
            line.put(name, Fields.text(line, name, limit));
        }
    }
}
