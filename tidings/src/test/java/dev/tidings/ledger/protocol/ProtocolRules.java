package dev.tidings.ledger.protocol;

import java.util.EnumSet;
import java.util.Set;

/**
 * What the hand-over promises to do.
 *
 * @param keyed whether the provider guards against a second copy by an idempotency key (Resend), or has none (SMTP)
 * @param oneUser whether the two letters are the same user's, each in a chunk of its own
 * @param journal whether a worker that is killed starts again with the journal of what it did
 * @param kept the rules that are kept. Each can be broken on purpose, to see that the explorer finds what it is for
 */
record ProtocolRules(boolean keyed, boolean oneUser, boolean journal, Set<ProtocolRule> kept) {
    static final ProtocolRules RESEND = new ProtocolRules(true, false, false, EnumSet.allOf(ProtocolRule.class));
    static final ProtocolRules SMTP = new ProtocolRules(false, false, false, EnumSet.allOf(ProtocolRule.class));

    enum ProtocolRule {
        /** A letter is written down only where it is not composed yet. */
        COMPOSED_ONCE,
        /** The intent is committed before a message leaves. */
        INTENT_FIRST,
        /** A batch that nobody answers for, or that is not all sent, is laid out letter by letter. */
        EXPANDED_TO_ROWS,
        /** A letter that somebody has in hand is taken by nobody else. */
        CLAIMED_ONCE,
        /** A batch that may be out already goes out again under the same key. */
        SAME_KEY,
        /** Letters of a batch that was refused as a whole go alone, each under a key of its own, committed before any leaves. */
        ALONE_WHEN_REFUSED,
        /** What a worker learns of an attempt counts only while it is the latest one, unless the letter was accepted. */
        FENCED,
        /** What may be out already is not skipped, but told as unknown. */
        SKIPPED_WHEN_SURE,
        /** What is certainly not out is not settled as unknown by a worker that read it before this was learned. */
        UNKNOWN_WHEN_POSSIBLE,
        /** Without a key, a letter that was handed over by a silent worker is not sent again. */
        UNKNOWN_WITHOUT_KEY,
        /** A place whose user has a letter already is taken out of its chunk instead of composed. */
        ONE_PLACE,
        /** A batch is in the journal before its intent is committed. */
        RECORDED_BEFORE_INTENT,
        /** A final byte is in the journal before it leaves. */
        RECORDED_BEFORE_FINAL_BYTE,
        /** A record of the journal counts only for the letter's latest attempt, made by the same run. */
        RECORDS_FENCED,
        /** A journal that was copied or restored proves answers, never that a letter was not sent. */
        COPIES_PROVE_ANSWERS
    }

    /** The same rules where one user is in two chunks. */
    ProtocolRules ofOneUser() {
        return new ProtocolRules(keyed, true, journal, kept);
    }

    /** The same rules where every worker has a journal. */
    ProtocolRules withJournal() {
        return new ProtocolRules(keyed, oneUser, true, kept);
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
