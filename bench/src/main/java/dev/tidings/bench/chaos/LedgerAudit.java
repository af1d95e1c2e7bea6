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
    /** Finds the message key in a letter's content. */
    static final String MESSAGE_KEY = "\"messageKey\":\"([^\"]+)\"";

    private final ChaosDatabase database;
    private final RecipientAudit recipientAudit;
    private final Set<String> messageIds = new HashSet<>();
    private final Set<String> recipientWeeks = new HashSet<>();

    LedgerAudit(ChaosDatabase database) {
        this.database = database;
        recipientAudit = new RecipientAudit(database);
    }

    /**
     * A row of the ledger.
     *
     * @param messageKey null without content
     * @param unknown whether the outcome is unknown
     * @param explained whether the row is sent or has a reason
     */
    record AuditedLetter(
            long id,
            @Nullable String messageKey,
            long edition,
            String user,
            String status,
            boolean unknown,
            @Nullable String skipReason,
            boolean explained) {}

    /** The result of an audit. {@code violations} are descriptions of violated invariants. */
    record LedgerAuditFindings(int letters, int twice, int lost, int unknown, List<String> violations) {}

    /**
     * The limits of a round.
     *
     * @param due number of recipients of the edition, without those who may be missing
     * @param mayBeMissing users who need no row
     * @param optOuts users whose letters may be skipped because they opted out
     * @param skipReasons reasons for which any letter may be skipped
     * @param maxUnknown maximum number of letters of unknown outcome
     */
    record AuditLimits(
            int due, Set<String> mayBeMissing, Set<String> optOuts, Set<String> skipReasons, int maxUnknown) {}

    /**
     * Audits a closed edition.
     *
     * @param received returns the letters that the servers accepted since the last audit. It is called after the
     *     edition's rows are read: a frozen node may still send a letter of unknown outcome, which then becomes sent
     */
    LedgerAuditFindings examine(long edition, AuditLimits limits, Supplier<List<ReceivedLetter>> received) {
        List<String> violations = new ArrayList<>();
        Map<Long, AuditedLetter> rows = rows(edition, List.of());
        List<ReceivedLetter> receivedLetters = received.get();
        rows(0, receivedLetters).forEach(rows::putIfAbsent);
        int twice = (int) receivedLetters.stream().filter(this::isDuplicate).count();
        int lost = limits.due() - recipients(edition, limits.mayBeMissing()) + owed(edition);
        Map<@Nullable String, AuditedLetter> byKey = new HashMap<>();
        rows.values().forEach(row -> byKey.put(row.messageKey(), row));
        Set<String> accepted = new HashSet<>();
        for (ReceivedLetter letter : receivedLetters) {
            accepted.add(letter.messageKey());
            AuditedLetter row = byKey.get(letter.messageKey());
            if (row == null || !(row.status().equals("sent") || row.unknown())) {
                violations.add("letter " + letter.messageId() + " was accepted by a server, but its row is " + row);
            }
        }
        rows.values().stream()
                .filter(row ->
                        row.edition() == edition && row.status().equals("sent") && !accepted.contains(row.messageKey()))
                .forEach(row -> violations.add("letter " + row.id() + " is sent, but no server accepted it"));
        rows.values().stream()
                .filter(row -> row.edition() == edition && !maySkip(row, limits))
                .map(AuditedLetter::skipReason)
                .distinct()
                .forEach(reason -> violations.add("letters are skipped without a cause: " + reason));
        rows.values().stream()
                .filter(row -> !row.explained())
                .forEach(row -> violations.add("letter " + row.id() + " has no reason: " + row));
        int unknown = (int) rows.values().stream()
                .filter(row -> row.edition() == edition && row.unknown())
                .count();
        addIfNonZero(violations, twice, "letters were sent twice");
        addIfNonZero(violations, lost, "recipients are missing in the ledger or have letters that are still owed");
        addIfNonZero(
                violations,
                Math.max(0, unknown - limits.maxUnknown()),
                "letters beyond the limit have an unknown outcome");
        violations.addAll(recipientAudit.examine(edition, receivedLetters));
        int letters = (int)
                rows.values().stream().filter(row -> row.edition() == edition).count();
        return new LedgerAuditFindings(letters, twice, lost, unknown, violations);
    }

    private static boolean maySkip(AuditedLetter row, AuditLimits limits) {
        return row.skipReason() == null
                || limits.skipReasons().contains(row.skipReason())
                || (row.skipReason().equals("OPTED_OUT") && limits.optOuts().contains(row.user()));
    }

    private static void addIfNonZero(List<String> violations, int count, String description) {
        if (count != 0) {
            violations.add(count + " " + description);
        }
    }

    /** Whether the letter, or another one to its recipient for the same digest and week, was received before. */
    private boolean isDuplicate(ReceivedLetter letter) {
        String week = letter.messageId().substring(letter.messageId().indexOf('.'));
        boolean sameLetter = !messageIds.add(letter.messageId());
        boolean sameRecipient = !recipientWeeks.add(letter.recipient() + week);
        return sameLetter || sameRecipient;
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

    /** Returns the rows of the edition and of the given letters, by their ids. */
    private Map<Long, AuditedLetter> rows(long edition, List<ReceivedLetter> letters) {
        Map<Long, AuditedLetter> rows = new HashMap<>();
        database.jdbc()
                .sql("""
                        select id, substring(content from :message_key) as message_key, edition_id as edition,
                               user_id as "user", status, outcome_unknown as unknown, skip_reason,
                               status = 'sent' or skip_reason is not null or length(error_message) > 10 as explained
                        from digest_log where edition_id = :edition or substring(content from :message_key) = any (:letters::text[])
                        """)
                .param("edition", edition)
                .param("message_key", MESSAGE_KEY)
                .param(
                        "letters",
                        letters.stream()
                                .map(ReceivedLetter::messageKey)
                                .distinct()
                                .toArray(String[]::new))
                .query(AuditedLetter.class)
                .list()
                .forEach(row -> rows.put(row.id(), row));
        return rows;
    }
}
