package dev.tidings.bench.chaos;

import dev.tidings.bench.chaos.ReceivedLetters.ReceivedLetter;
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

    private record LateLetter(long letter, String user, String value) {}

    /** Returns the faults in words. */
    List<String> examine(long edition, List<ReceivedLetter> received) {
        List<String> faults = new ArrayList<>();
        for (LateLetter each : intentsAfterOptOut(edition)) {
            faults.add("letter " + each.letter() + " of " + each.user()
                    + " has an intent that was committed after the opt-out was answered");
        }
        for (LateLetter each : oldNumbersAfterChange(edition)) {
            faults.add("letter " + each.letter() + " of " + each.user() + " does not have the numbers of "
                    + each.value() + ", although the account changed before its intent");
        }
        Map<Long, LateLetter> moved = new HashMap<>();
        lettersOfNewAddress(edition).forEach(each -> moved.put(each.letter(), each));
        for (ReceivedLetter letter : received) {
            LateLetter expected = moved.get(letter.letterId());
            if (expected != null && !expected.value().equals(letter.recipient())) {
                faults.add("letter " + letter.letterId() + " of " + expected.user() + " went to " + letter.recipient()
                        + ", although the address changed before its intent");
            }
        }
        for (String change : lostChanges()) {
            faults.add("a change was answered and is not in the database: " + change);
        }
        return faults;
    }

    private List<LateLetter> intentsAfterOptOut(long edition) {
        return database.jdbc()
                .sql("""
                        select distinct i.letter_id as letter, i.user_id as "user", c.value
                        from chaos.intent i
                        join chaos.recipient_change c on c.user_id = i.user_id and c.kind = 'OPT_OUT'
                        where i.edition_id = :edition and not i.replay and not pg_visible_in_snapshot(i.xid, c.answered)
                        """)
                .param("edition", edition)
                .query(LateLetter.class)
                .list();
    }

    /** The content names its account, and has the numbers that no other account has. */
    private List<LateLetter> oldNumbersAfterChange(long edition) {
        return database.jdbc()
                .sql("""
                        select distinct i.letter_id as letter, i.user_id as "user", c.value
                        from chaos.intent i
                        join chaos.recipient_change c on c.user_id = i.user_id and c.kind = 'ACCOUNT'
                        join daily_metric m on m.account_id = c.value
                        where i.edition_id = :edition and not i.replay and not pg_visible_in_snapshot(i.xid, c.answered)
                          and not (strpos(i.content, '"' || c.value || '"') > 0 and strpos(i.content, m.data ->> 'sessions') > 0)
                        """)
                .param("edition", edition)
                .query(LateLetter.class)
                .list();
    }

    /** The letters whose every intent is later than the answer: none of them may go to the old address. */
    private List<LateLetter> lettersOfNewAddress(long edition) {
        return database.jdbc()
                .sql("""
                        select i.letter_id as letter, i.user_id as "user", c.value
                        from chaos.intent i
                        join chaos.recipient_change c on c.user_id = i.user_id and c.kind = 'ADDRESS'
                        where i.edition_id = :edition
                        group by i.letter_id, i.user_id, c.value
                        having not bool_or(pg_visible_in_snapshot(i.xid, c.answered))
                        """)
                .param("edition", edition)
                .query(LateLetter.class)
                .list();
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
                        """).query(String.class).list();
    }
}
