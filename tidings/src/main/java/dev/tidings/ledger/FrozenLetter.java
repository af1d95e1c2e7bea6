package dev.tidings.ledger;

import dev.tidings.digest.DigestPeriod;
import java.time.LocalDate;

/**
 * The stored data that a letter is rendered from.
 *
 * @param content the letter's frozen content and recipient
 */
public record FrozenLetter(
        long id, String digest, LocalDate periodStart, LocalDate periodEnd, String templateVersion, String content) {

    /** Whether its period is a week, as that of every letter that can be rendered. */
    public boolean hasPeriod() {
        return DigestPeriod.isWeek(periodStart, periodEnd);
    }

    /** @throws IllegalArgumentException if its row has another period */
    public DigestPeriod period() {
        return new DigestPeriod(periodStart, periodEnd);
    }
}
