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

/** Validates rows of feedback. Any error rejects the row. */
final class FeedbackRowValidator {
    static final List<String> REQUIRED = List.of("user_id", "kind", "at");

    /** In the order of the staging table. The first four are the key. */
    static final List<String> COLUMNS = List.of("user_id", "opportunity_id", "kind", "at", "rating", "machine");

    private static final Set<String> KINDS = Arrays.stream(FeedbackKind.values())
            .map(FeedbackEvents::columnValue)
            .collect(Collectors.toSet());
    private static final Set<String> TRUE_VALUES = Set.of("true", "t", "yes", "1");
    private static final Set<String> FALSE_VALUES = Set.of("false", "f", "no", "0");

    /** A time further in the future than this is an error. */
    private static final Duration MAX_CLOCK_SKEW = Duration.ofDays(1);

    private final ObjectNode row;

    private FeedbackRowValidator(ObjectNode row) {
        this.row = row;
    }

    /** Validates the row and converts its values to the column types. */
    static ObjectNode check(ObjectNode row, Instant now) {
        RowFields.requireKnown(row, COLUMNS);
        FeedbackRowValidator validator = new FeedbackRowValidator(row);
        row.put("user_id", RowFields.requiredId(row, "user_id"));
        String kind = validator.checkKind();
        validator.checkOpportunity(kind);
        validator.checkRating(kind);
        validator.checkTime(now);
        row.put("machine", validator.parseMachine());
        return row;
    }

    private String checkKind() {
        String kind = RowFields.required(row, "kind", 16).toLowerCase(Locale.ROOT);
        if (!KINDS.contains(kind)) {
            throw new RowRefused("kind is not one of sent, opened, clicked, saved, applied, dismissed, rated");
        }
        row.put("kind", kind);
        return kind;
    }

    private void checkOpportunity(String kind) {
        String opportunity = RowFields.id(row, "opportunity_id");
        if (opportunity == null && !kind.equals("opened")) {
            throw new RowRefused("opportunity_id is missing");
        }
        row.put("opportunity_id", opportunity);
    }

    private void checkRating(String kind) {
        String rating = RowFields.text(row, "rating", 8);
        if (kind.equals("rated") != (rating != null)) {
            throw new RowRefused(rating == null ? "rating is missing" : "rating is only allowed for kind rated");
        }
        if (rating != null && !rating.matches("[1-5]")) {
            throw new RowRefused("rating is not a whole number from 1 to 5");
        }
        row.put("rating", rating);
    }

    private void checkTime(Instant now) {
        Instant time = parseTime(RowFields.required(row, "at", 40));
        if (time.isAfter(now.plus(MAX_CLOCK_SKEW))) {
            throw new RowRefused("at is in the future");
        }
        row.put("at", time.toString());
    }

    /** A date means its start in UTC. */
    private static Instant parseTime(String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new RowRefused(
                    "at is neither a date such as 2026-11-30 nor a time such as 2026-11-30T08:00:00+01:00");
        }
    }

    private boolean parseMachine() {
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
