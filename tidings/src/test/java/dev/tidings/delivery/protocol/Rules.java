package dev.tidings.delivery.protocol;

/**
 * What the hand-over promises to do. Each rule can be broken on purpose, to see that the explorer finds what it is for.
 *
 * @param keyed whether the provider guards against a second copy by an idempotency key (Resend), or has none (SMTP)
 * @param composedOnce a letter is written down only where it is not composed yet
 * @param intentFirst the intent is committed before a message leaves
 * @param oneTaker a letter that somebody has in hand is taken by nobody else
 * @param sameKey a batch that may be out already goes out again under the same key
 * @param fenced what a worker learns of an attempt counts only while it is the latest one, unless the letter was accepted
 * @param unknownWithoutKey without a key, a letter that was handed over by a silent worker is not sent again
 */
record Rules(
        boolean keyed,
        boolean composedOnce,
        boolean intentFirst,
        boolean oneTaker,
        boolean sameKey,
        boolean fenced,
        boolean unknownWithoutKey) {
    static final Rules RESEND = new Rules(true, true, true, true, true, true, true);
    static final Rules SMTP = new Rules(false, true, true, true, true, true, true);

    Rules withoutComposedOnce() {
        return new Rules(keyed, false, intentFirst, oneTaker, sameKey, fenced, unknownWithoutKey);
    }

    Rules withoutIntentFirst() {
        return new Rules(keyed, composedOnce, false, oneTaker, sameKey, fenced, unknownWithoutKey);
    }

    Rules withoutOneTaker() {
        return new Rules(keyed, composedOnce, intentFirst, false, sameKey, fenced, unknownWithoutKey);
    }

    Rules withoutSameKey() {
        return new Rules(keyed, composedOnce, intentFirst, oneTaker, false, fenced, unknownWithoutKey);
    }

    Rules withoutFence() {
        return new Rules(keyed, composedOnce, intentFirst, oneTaker, sameKey, false, unknownWithoutKey);
    }

    Rules withoutUnknown() {
        return new Rules(keyed, composedOnce, intentFirst, oneTaker, sameKey, fenced, false);
    }
}
