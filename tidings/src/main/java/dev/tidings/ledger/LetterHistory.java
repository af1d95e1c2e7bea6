package dev.tidings.ledger;

import dev.tidings.database.EnumColumn;
import dev.tidings.database.Timestamps;
import dev.tidings.ledger.LetterRow.LetterStatus;
import dev.tidings.ledger.RecordedAttempt.AttemptOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Reads the table {@code letter_attempt}: failed and further attempts, and outcomes that a retry replaced. A first attempt
 * that was accepted has no row there; the letter's own row tells it.
 */
@Repository
public class LetterHistory {
    private final JdbcClient jdbc;

    LetterHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The letter's attempts in the order of their outcomes, as far as they are still stored. */
    public List<RecordedAttempt> of(LetterRow letter) {
        if (letter.id() == null) {
            return List.of();
        }
        List<RecordedAttempt> attempts = new ArrayList<>(recorded(letter));
        boolean acceptedAtOnce =
                letter.status() == LetterStatus.SENT && letter.attempt() == 1 && letter.settledAt() != null;
        if (acceptedAtOnce && attempts.stream().noneMatch(each -> each.outcome() == AttemptOutcome.SENT)) {
            attempts.add(accepted(letter));
        }
        return attempts;
    }

    private static RecordedAttempt accepted(LetterRow letter) {
        return new RecordedAttempt(
                letter.attempt(),
                Objects.requireNonNull(letter.settledAt()),
                AttemptOutcome.SENT,
                letter.reason(),
                letter.providerId(),
                null);
    }

    private List<RecordedAttempt> recorded(LetterRow letter) {
        return jdbc.sql("""
                        select attempt, at, outcome, reason, provider_id, node from letter_attempt
                        where letter_id = :letter order by at, id
                        """)
                .param("letter", letter.id())
                .query((row, number) -> new RecordedAttempt(
                        row.getInt("attempt"),
                        Timestamps.read(row, "at"),
                        EnumColumn.read(row, "outcome", AttemptOutcome.ERROR),
                        row.getString("reason"),
                        row.getString("provider_id"),
                        row.getString("node")))
                .list();
    }
}
