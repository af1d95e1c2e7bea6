package dev.tidings.bench.chaos;

import dev.tidings.bench.chaos.ReceivedLetters.ReceivedLetter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Compares the ledger of a closed edition with the letters that the servers accepted. */
final class LedgerAudit {
    private final ChaosDatabase database;
    private final Set<String> messageIds = new HashSet<>();
    private final Set<String> recipientWeeks = new HashSet<>();

    LedgerAudit(ChaosDatabase database) {
        this.database = database;
    }

    /** @param unknown settled without an answer */
    record AuditedLetter(
            long id,
            long edition,
            String status,
            boolean unknown,
            @Nullable String skipReason,
            boolean explained) {}

    /** What the audit found, and the faults in words. */
    record LedgerAuditFindings(int letters, int twice, int lost, int unknown, List<String> faults) {}

    /**
     * @param due how many people the edition is for
     * @param skipReasons for which letters may have been skipped
     * @param received reads the letters that the servers accepted since the last audit. It is read after the edition's rows: a
     *     node that was frozen may still send a letter of unknown outcome, which is then accepted and becomes sent
     * @param inFlight how many letters' answers may have been lost to faults
     */
    LedgerAuditFindings examine(
            long edition, int due, Set<String> skipReasons, Supplier<List<ReceivedLetter>> received, int inFlight) {
        List<String> faults = new ArrayList<>();
        Map<Long, AuditedLetter> rows = rows(edition, List.of());
        List<ReceivedLetter> taken = received.get();
        rows(0, taken).forEach(rows::putIfAbsent);
        int twice = (int) taken.stream().filter(this::isDuplicate).count();
        int lost = due - recipients(edition) + owed(edition);
        Set<Long> accepted = new HashSet<>();
        for (ReceivedLetter entry : taken) {
            accepted.add(entry.letterId());
            AuditedLetter row = rows.get(entry.letterId());
            if (row == null || !(row.status().equals("sent") || row.unknown())) {
                faults.add("letter " + entry.letterId() + " was taken on, and the ledger says " + row);
            }
        }
        rows.values().stream()
                .filter(row -> row.edition() == edition && row.status().equals("sent") && !accepted.contains(row.id()))
                .forEach(row -> faults.add("letter " + row.id() + " is sent, and no server has it"));
        rows.values().stream()
                .map(AuditedLetter::skipReason)
                .filter(reason -> reason != null && !skipReasons.contains(reason))
                .distinct()
                .forEach(reason -> faults.add("letters are skipped as " + reason + ", which nothing called for"));
        rows.values().stream()
                .filter(row -> !row.explained())
                .forEach(row -> faults.add("letter " + row.id() + " has no reason: " + row));
        int unknown = (int) rows.values().stream()
                .filter(row -> row.edition() == edition && row.unknown())
                .count();
        addIfNonZero(faults, twice, "letters were sent twice");
        addIfNonZero(faults, lost, "recipients are missing in the ledger, or have letters that are still owed");
        addIfNonZero(
                faults,
                Math.max(0, unknown - inFlight),
                "letters more than could be in flight have an unknown outcome");
        int letters = (int)
                rows.values().stream().filter(row -> row.edition() == edition).count();
        return new LedgerAuditFindings(letters, twice, lost, unknown, faults);
    }

    private static void addIfNonZero(List<String> faults, int count, String what) {
        if (count != 0) {
            faults.add(count + " " + what);
        }
    }

    /** The same letter, or another one to the same person for the same digest and week. */
    private boolean isDuplicate(ReceivedLetter entry) {
        String week = entry.messageId().substring(entry.messageId().indexOf('.'));
        boolean sameLetter = !messageIds.add(entry.messageId());
        boolean samePerson = !recipientWeeks.add(entry.recipient() + week);
        return sameLetter || samePerson;
    }

    private int recipients(long edition) {
        return database.jdbc()
                .sql("""
                        select count(distinct l.user_id) from digest_log l join users u on u.id = l.user_id
                        where l.edition_id = :edition and u.opt_in_digest
                        """)
                .param("edition", edition)
                .query(Integer.class)
                .single();
    }

    private int owed(long edition) {
        return database.jdbc()
                .sql("select count(*) from owed_letter where edition_id = :edition")
                .param("edition", edition)
                .query(Integer.class)
                .single();
    }

    /** The edition's, and those of earlier ones that were taken on since. */
    private Map<Long, AuditedLetter> rows(long edition, List<ReceivedLetter> taken) {
        Map<Long, AuditedLetter> rows = new HashMap<>();
        database.jdbc()
                .sql("""
                        select id, edition_id as edition, status, outcome_unknown as unknown, skip_reason,
                               status = 'sent' or skip_reason is not null or length(error_message) > 10 as explained
                        from digest_log where edition_id = :edition or id = any (:taken::bigint[])
                        """)
                .param("edition", edition)
                .param(
                        "taken",
                        taken.stream().map(ReceivedLetter::letterId).distinct().toArray(Long[]::new))
                .query(AuditedLetter.class)
                .list()
                .forEach(row -> rows.put(row.id(), row));
        return rows;
    }
}
