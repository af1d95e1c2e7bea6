package dev.tidings.delivery.protocol;

import java.util.EnumSet;
import java.util.Set;

/**
 * What the hand-over promises to do.
 *
 * @param keyed whether the provider guards against a second copy by an idempotency key (Resend), or has none (SMTP)
 * @param kept the rules that are kept. Each can be broken on purpose, to see that the explorer finds what it is for
 */
record Rules(boolean keyed, Set<Rule> kept) {
    static final Rules RESEND = new Rules(true, EnumSet.allOf(Rule.class));
    static final Rules SMTP = new Rules(false, EnumSet.allOf(Rule.class));

    enum Rule {
        /** A letter is written down only where it is not composed yet. */
        COMPOSED_ONCE,
        /** The intent is committed before a message leaves. */
        INTENT_FIRST,
        /** A batch that nobody answers for, or that is not all sent, is laid out letter by letter. */
        LAID_OUT,
        /** A letter that somebody has in hand is taken by nobody else. */
        ONE_TAKER,
        /** A batch that may be out already goes out again under the same key. */
        SAME_KEY,
        /** Letters of a batch that was refused as a whole go alone, each under a key of its own, committed before any leaves. */
        ALONE_WHEN_REFUSED,
        /** What a worker learns of an attempt counts only while it is the latest one, unless the letter was accepted. */
        FENCED,
        /** What may be out already is not skipped, but told as unknown. */
        SKIPPED_WHEN_SURE,
        /** Without a key, a letter that was handed over by a silent worker is not sent again. */
        UNKNOWN_WITHOUT_KEY
    }

    boolean keep(Rule rule) {
        return kept.contains(rule);
    }

    Rules without(Rule rule) {
        Set<Rule> others = EnumSet.copyOf(kept);
        others.remove(rule);
        return new Rules(keyed, others);
    }
}
