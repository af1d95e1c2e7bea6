package dev.tidings.ledger;

import dev.tidings.ledger.journal.LetterAttempt;
import dev.tidings.ledger.journal.LetterProgress;
import dev.tidings.ledger.journal.LetterProgress.AnswerMissing;
import dev.tidings.ledger.journal.LetterProgress.Answered;
import dev.tidings.ledger.journal.LetterProgress.NotSent;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Rejected;
import dev.tidings.transport.SendOutcome.UnclearRefusal;
import dev.tidings.transport.SendOutcome.Unknown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The effects of a journal on open letters. */
final class RecordedOutcomes {
    private static final String NOT_SENT = "not begun when its node stopped";

    final List<Settlement> sent = new ArrayList<>();
    final List<Settlement> refused = new ArrayList<>();
    final List<Settlement> unknown = new ArrayList<>();
    final List<Deferral> owedAgain = new ArrayList<>();

    private RecordedOutcomes() {}

    static RecordedOutcomes of(List<UnsettledLetter> letters, Map<LetterAttempt, LetterProgress> recorded) {
        RecordedOutcomes outcomes = new RecordedOutcomes();
        for (UnsettledLetter letter : letters) {
            LetterProgress progress = recorded.get(letter.attempt());
            if (progress != null) {
                outcomes.add(letter, progress);
            }
        }
        return outcomes;
    }

    private void add(UnsettledLetter letter, LetterProgress progress) {
        long id = letter.attempt().letterId();
        int attempt = letter.attempt().attempt();
        switch (progress) {
            case NotSent() -> owe(letter, new Deferred(NOT_SENT, Duration.ZERO));
            case AnswerMissing() ->
                unknown.add(Settlement.unknown(id, attempt, "handed over, and its node stopped before the answer"));
            case Answered(SendOutcome outcome) -> {
                switch (outcome) {
                    case Accepted accepted ->
                        sent.add(Settlement.sent(id, attempt, accepted.providerId(), accepted.remark()));
                    case Rejected rejected ->
                        refused.add(Settlement.error(id, attempt, rejected.reason(), rejected.addressIsDead()));
                    case Unknown lost -> unknown.add(Settlement.unknown(id, attempt, lost));
                    case Deferred deferred -> owe(letter, deferred);
                    case UnclearRefusal refusal -> owe(letter, new Deferred(refusal.reason(), null));
                }
            }
        }
    }

    /** A test letter has a single attempt. */
    private void owe(UnsettledLetter letter, Deferred deferred) {
        long id = letter.attempt().letterId();
        int attempt = letter.attempt().attempt();
        if (letter.editionId() == null) {
            refused.add(Settlement.error(id, attempt, "not sent: " + deferred.reason(), false));
        } else {
            boolean atOnce = Duration.ZERO.equals(deferred.retryAfter());
            owedAgain.add(new Deferral(id, attempt, deferred.reason(), null, null, false, atOnce));
        }
    }

    /** The outcomes of letters that are still owed. */
    List<Settlement> settlements() {
        List<Settlement> all = new ArrayList<>(sent);
        all.addAll(refused);
        all.addAll(unknown);
        return all;
    }
}
