package dev.tidings.bench.chaos;

import dev.tidings.bench.chaos.ReceivedLetters.ReceivedLetter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the intents of an edition with the recipient changes that were answered before. A change counts for an
 * intent that was not committed when the change was recorded as answered; replays are exempt.
 */
final class RecipientAudit {
    private final ChaosDatabase database;

    RecipientAudit(ChaosDatabase database) {
        this.database = database;
    }

    /** @param value the new value of the recipient change */
    private record LateLetter(long letter, String user, String value) {}

    /** Returns descriptions of the violations. */
    List<String> examine(long edition, List<ReceivedLetter> received) {
        List<String> violations = new ArrayList<>();
        for (LateLetter late : intentsAfterOptOut(edition)) {
            violations.add("letter " + late.letter() + " of " + late.user()
                    + " has an intent that was committed after the opt-out was answered");
        }
        for (LateLetter late : oldMetricsAfterChange(edition)) {
            violations.add("letter " + late.letter() + " of " + late.user() + " does not have the metrics of "
                    + late.value() + ", although the account changed before its intent");
        }
        Map<String, LateLetter> moved = lettersOfNewAddress(edition);
        for (ReceivedLetter letter : received) {
            LateLetter expected = moved.get(letter.messageKey());
            if (expected != null && !expected.value().equals(letter.recipient())) {
                violations.add("letter " + expected.letter() + " of " + expected.user() + " went to "
                        + letter.recipient() + ", although the address changed before its intent");
            }
        }
        for (String change : lostChanges()) {
            violations.add("an answered change is not in the database: " + change);
        }
        return violations;
    }

    private List<LateLetter> intentsAfterOptOut(long edition) {
        return database.jdbc()
                .sql("""
                        select distinct i.letter_id as letter, i.user_id, c.value
                        from chaos.intent i
                        join chaos.recipient_change c on c.user_id = i.user_id and c.kind = 'OPT_OUT'
                        where i.edition_id = :edition and not i.replay and not pg_visible_in_snapshot(i.xid, c.answered)
                        """)
                .param("edition", edition)
                .query(RecipientAudit::lateLetter)
                .list();
    }

    /** Content of the new account has the account's id and its number of sessions, which is unique. */
    private List<LateLetter> oldMetricsAfterChange(long edition) {
        return database.jdbc()
                .sql("""
                        select distinct i.letter_id as letter, i.user_id, c.value
                        from chaos.intent i
                        join chaos.recipient_change c on c.user_id = i.user_id and c.kind = 'ACCOUNT'
                        join daily_metric m on m.account_id = c.value
                        where i.edition_id = :edition and not i.replay and not pg_visible_in_snapshot(i.xid, c.answered)
                          and not (strpos(i.content, '"' || c.value || '"') > 0 and strpos(i.content, m.data ->> 'sessions') > 0)
                        """)
                .param("edition", edition)
                .query(RecipientAudit::lateLetter)
                .list();
    }

    /**
     * Returns the letters whose intents are all later than the answer, by message key. They must go to the new address.
     */
    private Map<String, LateLetter> lettersOfNewAddress(long edition) {
        Map<String, LateLetter> letters = new HashMap<>();
        database.jdbc()
                .sql("""
                        select min(substring(i.content from :message_key)) as message_key,
                               i.letter_id as letter, i.user_id, c.value
                        from chaos.intent i
                        join chaos.recipient_change c on c.user_id = i.user_id and c.kind = 'ADDRESS'
                        where i.edition_id = :edition
                        group by i.letter_id, i.user_id, c.value
                        having not bool_or(pg_visible_in_snapshot(i.xid, c.answered))
                        """)
                .param("edition", edition)
                .param("message_key", LedgerAudit.MESSAGE_KEY)
                .query(row -> {
                    letters.put(row.getString("message_key"), lateLetter(row, 0));
                });
        return letters;
    }

    private List<String> lostChanges() {
        return database.jdbc().sql("""
                        select c.kind || ' of ' || c.user_id
                        from chaos.recipient_change c join users u on u.id = c.user_id
                        where case c.kind
                            when 'ACCOUNT' then u.account_id <> c.value
                            when 'ADDRESS' then u.email <> c.value
                            else coalesce(
                                (select p.opt_in from digest_preference p where p.user_id = c.user_id and p.digest = c.value),
                                u.opt_in_digest)
                        end
                        """).query((row, number) -> row.getString(1)).list();
    }

    private static LateLetter lateLetter(ResultSet row, int number) throws SQLException {
        return new LateLetter(row.getLong("letter"), row.getString("user_id"), row.getString("value"));
    }
}
