package dev.tidings.scraping.reading;

import java.time.LocalDate;
import java.time.OffsetDateTime;

/** What a text says about a date. */
public sealed interface DateText {

    record Day(LocalDate day) implements DateText {}

    record Moment(OffsetDateTime at) implements DateText {}

    /** There is none: "rolling", "ongoing". */
    record Open() implements DateText {}

    /** @param why ends the sentence "The date ..." */
    record Unknown(String why) implements DateText {}
}
