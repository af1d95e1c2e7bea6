package dev.tidings.ledger;

import dev.tidings.ledger.UnsettledLetter.OpenState;
import dev.tidings.ledger.journal.LetterAttempt;
import dev.tidings.ledger.journal.LetterProgress;
import dev.tidings.ledger.journal.RecordedRun;
import dev.tidings.ledger.journal.RecordedRun.RecordedLetter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Settles the letters of a run by its journal, or by outcomes that it wrote too late. Settling the same ones again has no
 * effect. A line counts only for the same run and the letter's latest attempt. A journal that is not complete proves
 * answers, never that a letter was not sent.
 */
@Component
public class JournalSettler {
    private final UnsettledAttempts attempts;
    private final Batches batches;
    private final Settler settler;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    JournalSettler(
            UnsettledAttempts attempts,
            Batches batches,
            Settler settler,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.attempts = attempts;
        this.batches = batches;
        this.settler = settler;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** How many letters got which outcome. */
    public record SettledCounts(int sent, int owedAgain, int refused, int unknown) {
        public static final SettledCounts NONE = new SettledCounts(0, 0, 0, 0);

        public SettledCounts plus(SettledCounts more) {
            return new SettledCounts(
                    sent + more.sent, owedAgain + more.owedAgain, refused + more.refused, unknown + more.unknown);
        }

        public int total() {
            return sent + owedAgain + refused + unknown;
        }
    }

    /** The letters of a journal that this database still has open. */
    public List<UnsettledLetter> open(RecordedRun recorded) {
        List<LetterAttempt> all =
                recorded.letters().stream().map(RecordedLetter::attempt).toList();
        if (all.isEmpty()) {
            return List.of();
        }
        batches.expandToRows(
                recorded.run(), all.stream().map(LetterAttempt::letterId).toList());
        return attempts.find(recorded.run(), all);
    }

    /** Settles letters that are owed. */
    public SettledCounts settleOwed(RecordedRun recorded, List<UnsettledLetter> letters, SettlementPolicy policy) {
        Map<LetterAttempt, LetterProgress> progress = progress(recorded);
        RecordedOutcomes handedOver = RecordedOutcomes.of(in(OpenState.HANDED_OVER, letters), progress);
        RecordedOutcomes dueAgain = RecordedOutcomes.of(in(OpenState.DUE_AGAIN, letters), progress);
        List<Settlement> settlements = new ArrayList<>(handedOver.settlements());
        settlements.addAll(dueAgain.sent);
        settle(settlements, handedOver.owedAgain, policy);
        return new SettledCounts(
                handedOver.sent.size() + dueAgain.sent.size(),
                handedOver.owedAgain.size(),
                handedOver.refused.size(),
                handedOver.unknown.size());
    }

    /** Corrects letters that another run has settled as unknown, to sent or refused. */
    public SettledCounts correctUnknown(RecordedRun recorded, List<UnsettledLetter> letters, SettlementPolicy policy) {
        RecordedOutcomes outcomes = RecordedOutcomes.of(in(OpenState.UNKNOWN, letters), progress(recorded));
        settle(outcomes.sent, List.of(), policy);
        if (!outcomes.refused.isEmpty()) {
            transactions.executeWithoutResult(status -> {
                attempts.correctToRefused(recorded.run(), outcomes.refused);
                policy.onSettled(outcomes.refused);
            });
        }
        return new SettledCounts(outcomes.sent.size(), 0, outcomes.refused.size(), 0);
    }

    /**
     * Moves letters that another run has settled as unknown back to the owed ones. Runs in the caller's transaction,
     * which opens their edition again. Returns the number of moved letters.
     */
    public int oweUnknownAgain(RecordedRun recorded, List<UnsettledLetter> letters) {
        RecordedOutcomes outcomes = RecordedOutcomes.of(in(OpenState.UNKNOWN, letters), progress(recorded));
        Instant now = clock.instant();
        return oweAgain(recorded, outcomes.owedAgain, true, now)
                + oweAgain(recorded, outcomes.owedAgain, false, now.plus(DeliveryBackoff.STANDARD.first()));
    }

    private int oweAgain(RecordedRun recorded, List<Deferral> deferrals, boolean atOnce, Instant next) {
        List<Deferral> chosen =
                deferrals.stream().filter(each -> each.atOnce() == atOnce).toList();
        return chosen.isEmpty() ? 0 : attempts.oweAgain(recorded.run(), chosen, next);
    }

    private void settle(List<Settlement> settlements, List<Deferral> deferrals, SettlementPolicy policy) {
        if (settlements.isEmpty() && deferrals.isEmpty()) {
            return;
        }
        settler.settle(
                new BatchOutcomes(null, settlements, deferrals, clock.instant(), DeliveryBackoff.STANDARD.first()),
                policy);
    }

    private static List<UnsettledLetter> in(OpenState state, List<UnsettledLetter> letters) {
        return letters.stream().filter(each -> each.state() == state).toList();
    }

    private static Map<LetterAttempt, LetterProgress> progress(RecordedRun recorded) {
        return recorded.letters().stream()
                .filter(each -> recorded.complete() || each.progress() instanceof LetterProgress.Answered)
                .collect(Collectors.toMap(
                        RecordedLetter::attempt, RecordedLetter::progress, JournalSettler::mostAdvanced));
    }

    /** Two batches can have recorded the same attempt if the intent of the first one was withdrawn. */
    private static LetterProgress mostAdvanced(LetterProgress one, LetterProgress other) {
        return one instanceof LetterProgress.NotSent || other instanceof LetterProgress.Answered ? other : one;
    }
}
