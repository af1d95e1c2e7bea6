package dev.tidings.scraping.reading;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a text says about a deadline.
 *
 * @param remarks what was inferred, each completing the sentence "The deadline ..."; empty if the text states it
 * @param isRelative whether the day was counted from the day when the text was found
 */
public record DeadlineReading(ParsedDate date, List<String> remarks, boolean isRelative) {

    static DeadlineReading of(ParsedDate date, String... remarks) {
        return new DeadlineReading(date, List.of(remarks), false);
    }

    DeadlineReading with(String remark) {
        return new DeadlineReading(
                date, Stream.concat(remarks.stream(), Stream.of(remark)).toList(), isRelative);
    }
}
