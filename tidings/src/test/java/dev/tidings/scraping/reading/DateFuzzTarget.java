package dev.tidings.scraping.reading;

import dev.tidings.fuzz.FuzzTarget;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Deadlines and days of publication in words. */
public final class DateFuzzTarget implements FuzzTarget {
    private static final Instant NOW = Instant.parse("2026-12-07T07:00:00Z");
    private static final List<DeadlineParser> PARSERS = List.of(
            new DeadlineParser(DateOrder.DAY_FIRST, ZoneId.of("Europe/Berlin")),
            new DeadlineParser(DateOrder.MONTH_FIRST, ZoneId.of("America/New_York")));

    @Override
    public void read(byte[] input) {
        String text = FuzzTarget.text(input);
        for (DeadlineParser parser : PARSERS) {
            parser.parse(text.substring(0, Math.min(300, text.length())), NOW);
            parser.parsePublication(text.substring(0, Math.min(300, text.length())));
        }
    }

    @Override
    public List<byte[]> seeds() {
        return FuzzTarget.texts(
                "Deadline: 31 January 2027, 11:59 pm CET",
                "1.12.2026 - 15.01.",
                "bis zum 30. Februar 2027",
                "11/10/26 at noon",
                "2027-02-28T23:59:59.999999999Z",
                "in three weeks",
                "rolling; closed",
                "令和9年1月5日",
                "Th, 31 Dec 99999 24:00 +1400",
                "1735689600000");
    }
}
