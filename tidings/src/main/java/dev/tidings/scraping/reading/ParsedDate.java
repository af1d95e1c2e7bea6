package dev.tidings.scraping.reading;

import java.time.LocalDate;
import java.time.OffsetDateTime;

/** What a text says about a date. */
public sealed interface ParsedDate {

    record DateOnly(LocalDate date) implements ParsedDate {}

    record DateWithTime(OffsetDateTime dateTime) implements ParsedDate {}

    /** There is none: "rolling", "ongoing". */
    record NoDeadline() implements ParsedDate {}

    /** @param reason ends the sentence "The date ..." */
    record UnparsableDate(String reason) implements ParsedDate {}
}
