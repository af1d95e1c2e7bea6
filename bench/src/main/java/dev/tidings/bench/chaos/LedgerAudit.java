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
    private final RecipientAudit recipientAudit;
    private final Set<String> messageIds = new HashSet<>();
    private final Set<String> recipientWeeks = new HashSet<>();

    LedgerAudit(ChaosDatabase database) {
        this.database = database;
        recipientAudit = new RecipientAudit(database);
    }

    /** @param unknown settled without an answer */
    record AuditedLetter(
            long id,
            long edition,
            String user,
            String status,
            boolean unknown,
            @Nullable String skipReason,
            boolean explained) {}

    /** What the audit found, and the faults in words. */
    record LedgerAuditFindings(int letters, int twice, int lost, int unknown, List<String> faults) {}

    /**
     * What a round allows.
     *
     * @param due how many people the edition is for, without those who may be missing
     * @param mayBeMissing people who need no row
     * @param optOuts people whose letters may be skipped because they opted out
     * @param skipReasons for which letters of everyone may be skipped
     * @param maxUnknown how many letters' answers may have been lost to faults
     */
    record AuditLimits(
            int due, Set<String> mayBeMissing, Set<String> optOuts, Set<String> skipReasons, int maxUnknown) {}

    /**
     * @param received reads the letters that the servers accepted since the last audit. It is read after the edition's rows: a
     *     node that was frozen may still send a letter of unknown outcome, which is then accepted and becomes sent
     */
    LedgerAuditFindings examine(long edition, AuditLimits limits, Supplier<List<ReceivedLetter>> received) {
        List<String> faults = new ArrayList<>();
        Map<Long, AuditedLetter> rows = rows(edition, List.of());
        List<ReceivedLetter> taken = received.get();
        rows(0, taken).forEach(rows::putIfAbsent);
        int twice = (int) taken.stream().filter(this::isDuplicate).count();
        int lost = limits.due() - recipients(edition, limits.mayBeMissing()) + owed(edition);
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
                .filter(row -> row.edition() == edition && !maySkip(row, limits))
                .map(AuditedLetter::skipReason)
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
                Math.max(0, unknown - limits.maxUnknown()),
                "letters more than could be in flight have an unknown outcome");
        faults.addAll(recipientAudit.examine(edition, taken));
        int letters = (int)
                rows.values().stream().filter(row -> row.edition() == edition).count();
        return new LedgerAuditFindings(letters, twice, lost, unknown, faults);
    }

    private static boolean maySkip(AuditedLetter row, AuditLimits limits) {
        return row.skipReason() == null
                || limits.skipReasons().contains(row.skipReason())
                || row.skipReason().equals("OPTED_OUT") && limits.optOuts().contains(row.user());
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

    private int recipients(long edition, Set<String> without) {
        return database.jdbc()
                .sql("""
                        select count(distinct user_id) from digest_log
                        where edition_id = :edition and user_id <> all (:without::text[])
                        """)
                .param("without", without.toArray(String[]::new))
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
                        select id, edition_id as edition, user_id as "user", status, outcome_unknown as unknown, skip_reason,
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
