package dev.tidings.opportunities;

import dev.tidings.bulk.RowFields;
import dev.tidings.bulk.RowRefused;
import dev.tidings.opportunities.FeedbackEvent.FeedbackKind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a line of feedback may say; whatever is wrong with it costs the line. */
final class FeedbackRowValidator {
    static final List<String> REQUIRED = List.of("user_id", "kind", "at");

    /** In the order of the staging table; the first four tell one line from another. */
    static final List<String> COLUMNS = List.of("user_id", "opportunity_id", "kind", "at", "rating", "machine");

    static final List<String> KEYS = COLUMNS;

    private static final Set<String> KINDS = Arrays.stream(FeedbackKind.values())
            .map(FeedbackEvents::columnValue)
            .collect(Collectors.toSet());
    private static final Set<String> TRUE_VALUES = Set.of("true", "t", "yes", "1");
    private static final Set<String> FALSE_VALUES = Set.of("false", "f", "no", "0");

    /** Clocks differ; a moment that is further ahead than this is a mistake. */
    private static final Duration MAX_CLOCK_SKEW = Duration.ofDays(1);

    private final ObjectNode row;

    private FeedbackRowValidator(ObjectNode line) {
        this.row = line;
    }

    /** Checks the line and brings its values to the types of the table. */
    static ObjectNode check(ObjectNode line, Instant now) {
        RowFields.requireKnown(line, KEYS);
        FeedbackRowValidator feedback = new FeedbackRowValidator(line);
        line.put("user_id", RowFields.required(line, "user_id", 64));
        String kind = feedback.kind();
        feedback.opportunity(kind);
        feedback.rating(kind);
        feedback.occurredAt(now);
        line.put("machine", feedback.machine());
        return line;
    }

    private String kind() {
        String kind = RowFields.required(row, "kind", 16).toLowerCase(Locale.ROOT);
        if (!KINDS.contains(kind)) {
            throw new RowRefused("kind is none of sent, opened, clicked, saved, applied, dismissed, rated");
        }
        row.put("kind", kind);
        return kind;
    }

    private void opportunity(String kind) {
        String opportunity = RowFields.text(row, "opportunity_id", 64);
        if (opportunity == null && !kind.equals("opened")) {
            throw new RowRefused("opportunity_id is missing");
        }
        row.put("opportunity_id", opportunity);
    }

    private void rating(String kind) {
        String rating = RowFields.text(row, "rating", 8);
        if (kind.equals("rated") != (rating != null)) {
            throw new RowRefused(rating == null ? "rating is missing" : "rating belongs to kind rated alone");
        }
        if (rating != null && !rating.matches("[1-5]")) {
            throw new RowRefused("rating is no whole number from 1 to 5");
        }
        row.put("rating", rating);
    }

    private void occurredAt(Instant now) {
        Instant at = occurredAt(RowFields.required(row, "at", 40));
        if (at.isAfter(now.plus(MAX_CLOCK_SKEW))) {
            throw new RowRefused("at is still to come");
        }
        row.put("at", at.toString());
    }

    /** A day is its first moment in UTC. */
    private static Instant occurredAt(String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new RowRefused("at is neither a day as in 2026-11-30 nor a moment as in 2026-11-30T08:00:00+01:00");
        }
    }

    private boolean machine() {
        JsonNode value = row.path("machine");
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        @Nullable
        String text = value.isBoolean() || value.isString() || value.isIntegralNumber()
                ? value.asString().strip().toLowerCase(Locale.ROOT)
                : null;
        if (text == null || !(TRUE_VALUES.contains(text) || FALSE_VALUES.contains(text))) {
            throw new RowRefused("machine is neither true nor false");
        }
        return TRUE_VALUES.contains(text);
    }
}
