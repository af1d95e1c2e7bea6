package dev.tidings.scraping.reading;

import java.time.LocalDate;
import java.time.OffsetDateTime;

/** The result of reading a date. */
public sealed interface ParsedDate {

    /** A whole day, wherever the reader is. */
    record DateOnly(LocalDate date) implements ParsedDate {}

    record DateWithTime(OffsetDateTime dateTime) implements ParsedDate {}

    /** An explicit statement that there is no deadline, or that it is not known: "rolling", "TBA". */
    record NoDeadline() implements ParsedDate {}

    /** An explicit statement that applications are no longer accepted. */
    record ApplicationsClosed() implements ParsedDate {}

    /** @param reason completes the sentence "The date ..." */
    record UnparsableDate(String reason) implements ParsedDate {}
}
