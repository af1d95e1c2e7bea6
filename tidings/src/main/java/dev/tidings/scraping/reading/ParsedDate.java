package dev.tidings.scraping.reading;

import java.time.LocalDate;
import java.time.OffsetDateTime;

/** The result of parsing a date. */
public sealed interface ParsedDate {

    record DateOnly(LocalDate date) implements ParsedDate {}

    record DateWithTime(OffsetDateTime dateTime) implements ParsedDate {}

    /** An explicit statement that there is no deadline: "rolling", "ongoing". */
    record NoDeadline() implements ParsedDate {}

    /** @param reason completes the sentence "The date ..." */
    record UnparsableDate(String reason) implements ParsedDate {}
}
