package dev.tidings.ledger.protocol;

import dev.tidings.ledger.protocol.ModelState.LetterState;
import dev.tidings.ledger.protocol.ModelState.ModelLetter;
import java.util.EnumSet;
import java.util.Set;

/**
 * The rules of the hand-over protocol.
 *
 * @param keyed whether the provider prevents a second copy by an idempotency key, as Resend does and SMTP does not
 * @param oneUser whether both letters belong to the same user, each in its own chunk
 * @param journal whether a worker that is killed starts again with its journal
 * @param kept the rules that are kept; tests break each one to see that the explorer finds the consequence
 */
record ProtocolRules(boolean keyed, boolean oneUser, boolean journal, Set<ProtocolRule> kept) {
    static final ProtocolRules RESEND = new ProtocolRules(true, false, false, EnumSet.allOf(ProtocolRule.class));
    static final ProtocolRules SMTP = new ProtocolRules(false, false, false, EnumSet.allOf(ProtocolRule.class));

    enum ProtocolRule {
        /** A letter is stored only if it is not composed yet. */
        COMPOSED_ONCE,
        /** The intent is committed before a message is sent. */
        INTENT_FIRST,
        /** A batch whose worker stopped, or that is not sent completely, is expanded to one row per letter. */
        EXPANDED_TO_ROWS,
        /** A letter that one worker hands over is not claimed by another. */
        CLAIMED_ONCE,
        /** A batch that may be out already is repeated under the same key. */
        SAME_KEY,
        /**
         * Letters of a refused batch are sent alone, each under its own key, which is committed before any of them is
         * sent.
         */
        ALONE_WHEN_REFUSED,
        /**
         * The outcome of an attempt counts only while the attempt is the latest one, unless the letter was accepted.
         */
        FENCED,
        /** A letter that may be out already becomes unknown instead of skipped. */
        SKIPPED_ONLY_IF_NOT_OUT,
        /** A letter that is not out is not settled as unknown by a worker with an older read of it. */
        UNKNOWN_ONLY_IF_POSSIBLE,
        /** Without a key, a letter that a stopped worker handed over is not sent again. */
        UNKNOWN_WITHOUT_KEY,
        /** A user who has a letter already is taken out of the chunk instead of composed. */
        ONE_LETTER_PER_USER,
        /** A batch is in the journal before its intent is committed. */
        RECORDED_BEFORE_INTENT,
        /** A final byte is in the journal before it is sent. */
        RECORDED_BEFORE_FINAL_BYTE,
        /** A record of the journal counts only for the letter's latest attempt and only if the same run made it. */
        RECORDS_FENCED,
        /** A letter that may be out is sent again only if an operator accepts a second copy. */
        RETRIED_ONLY_IF_NOT_OUT,
        /** A letter that was sent again although it may be out is unknown until it is accepted, whatever comes of it. */
        RETRY_STAYS_UNKNOWN,
        /** A letter that is sent again keeps the number of its attempts. */
        RETRY_KEEPS_ATTEMPTS,
        /** A journal that was copied or restored proves answers, but never that a letter was not sent. */
        COPIES_PROVE_ONLY_ANSWERS
    }

    /** The same rules for one user in two chunks. */
    ProtocolRules ofOneUser() {
        return new ProtocolRules(keyed, true, journal, kept);
    }

    /** The same rules for workers with journals. */
    ProtocolRules withJournal() {
        return new ProtocolRules(keyed, oneUser, true, kept);
    }

    /** The state of a letter whose latest attempt was refused. */
    LetterState refused(ModelLetter row) {
        return row.unknownAttempt() > 0 && keep(ProtocolRule.RETRY_STAYS_UNKNOWN)
                ? LetterState.UNKNOWN
                : LetterState.ERROR;
    }

    boolean keep(ProtocolRule rule) {
        return kept.contains(rule);
    }

    ProtocolRules without(ProtocolRule rule) {
        Set<ProtocolRule> others = EnumSet.copyOf(kept);
        others.remove(rule);
        return new ProtocolRules(keyed, oneUser, journal, others);
    }
}
