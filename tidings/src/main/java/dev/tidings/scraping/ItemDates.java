package dev.tidings.scraping;

import dev.tidings.scraping.reading.DeadlineParser;
import dev.tidings.scraping.reading.DeadlineReading;
import dev.tidings.scraping.reading.ExtractedItem;
import dev.tidings.scraping.reading.ItemField;
import dev.tidings.scraping.reading.ParsedDate;
import dev.tidings.scraping.reading.PlainText;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Converts the deadline and the day of posting of extracted items. */
final class ItemDates {
    /** Finds when any source first reported a URL; empty if none has. */
    @FunctionalInterface
    interface FirstReports {
        Optional<Instant> of(String url);
    }

    private static final int MAX_DATE = 300;
    private static final int MAX_QUOTE = 60;
    private static final Duration MAX_AGE = Duration.ofDays(365);
    private static final String WITHDRAWN = "expired";

    private final ZoneId zone;
    private final DeadlineParser parser;
    private final FirstReports firstReports;
    private final Instant now;

    /** @param now the time of the run */
    ItemDates(Source source, FirstReports firstReports, Instant now) {
        this.zone = source.zone();
        this.parser = new DeadlineParser(source.dateOrder(), zone);
        this.firstReports = firstReports;
        this.now = now;
    }

    /**
     * Adds the dates of an item to its row, which has the {@code url} already. Of a withdrawn item, the row becomes
     * {@linkplain #isWithdrawn withdrawn}.
     *
     * @param notes receives remarks on inferred, omitted and withdrawn values
     * @throws ItemRefused if the deadline cannot be read
     */
    void convert(ExtractedItem item, ObjectNode row, Consumer<String> notes) {
        @Nullable String postedAt = item.text(ItemField.POSTED_AT);
        @Nullable String deadline = item.text(ItemField.DEADLINE);
        if (postedAt != null) {
            putPostedAt(row, postedAt, notes);
        }
        if (item.withdrawal() != null) {
            withdraw(row, item.withdrawal(), notes);
        } else if (deadline != null) {
            putDeadline(row, deadline, notes);
        }
    }

    /** Whether the source has withdrawn the item of a row. */
    static boolean isWithdrawn(ObjectNode row) {
        return row.path("status").asString("").equals(WITHDRAWN);
    }

    private static void withdraw(ObjectNode row, String reason, Consumer<String> notes) {
        row.put("status", WITHDRAWN);
        notes.accept(reason + " and was withdrawn");
    }

    /** Refuses an item with an unparsable deadline, because it would be recommended after its deadline. */
    private void putDeadline(ObjectNode row, String text, Consumer<String> notes) {
        String line = ItemConverter.truncate(PlainText.line(text), MAX_DATE);
        String quoted = "deadline \"" + ItemConverter.truncate(line, MAX_QUOTE) + "\" ";
        Optional<DeadlineReading> reading = reading(row, line);
        if (reading.isEmpty()) {
            return;
        }
        reading.get().remarks().forEach(remark -> notes.accept(quoted + remark));
        switch (reading.get().date()) {
            case ParsedDate.DateOnly day -> row.put("deadline", day.date().toString());
            case ParsedDate.DateWithTime dateTime ->
                row.put("deadline", dateTime.dateTime().toString());
            case ParsedDate.NoDeadline noDeadline -> row.putNull("deadline");
            case ParsedDate.ApplicationsClosed closed -> withdraw(row, "is closed (" + quoted.strip() + ")", notes);
            case ParsedDate.UnparsableDate unparsable -> throw new ItemRefused(quoted + unparsable.reason());
        }
    }

    /**
     * What the text says on the day of the first report: a day without a year must not move to the next year when it has
     * passed. Empty if the day is relative and known already: the first report of it counts.
     */
    private Optional<DeadlineReading> reading(ObjectNode row, String text) {
        DeadlineReading reading = parser.parse(text, now);
        if (reading.remarks().isEmpty()) {
            return Optional.of(reading);
        }
        Optional<Instant> firstReport = firstReports.of(row.path("url").stringValue());
        if (reading.isRelative() && firstReport.isPresent()) {
            return Optional.empty();
        }
        Instant found = firstReport.orElse(now);
        return Optional.of(reading.isRelative() ? reading : parser.parse(text, postedOrFound(row, found)));
    }

    /** When the item was posted, if the source says it and it is less than a year before it was found. */
    private Instant postedOrFound(ObjectNode row, Instant found) {
        String day = row.path("posted_at").asString("");
        if (day.isEmpty()) {
            return found;
        }
        Instant posted =
                LocalDate.parse(day.substring(0, 10)).atStartOfDay(zone).toInstant();
        return posted.isBefore(found) && posted.isAfter(found.minus(MAX_AGE)) ? posted : found;
    }

    private void putPostedAt(ObjectNode row, String text, Consumer<String> notes) {
        switch (parser.parsePublication(ItemConverter.truncate(PlainText.line(text), MAX_DATE))) {
            case ParsedDate.DateOnly day -> row.put("posted_at", day.date().toString());
            case ParsedDate.DateWithTime dateTime ->
                row.put("posted_at", dateTime.dateTime().toString());
            case ParsedDate.UnparsableDate unparsable ->
                notes.accept("posted-at " + unparsable.reason() + " and was omitted");
            case ParsedDate.NoDeadline none -> notes.accept("posted-at is not a date and was omitted");
            case ParsedDate.ApplicationsClosed closed -> notes.accept("posted-at is not a date and was omitted");
        }
    }
}
