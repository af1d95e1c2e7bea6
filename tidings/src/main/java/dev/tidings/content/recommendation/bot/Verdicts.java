package dev.tidings.content.recommendation.bot;

import java.util.BitSet;
import java.util.function.Predicate;

/** What holds of opportunities for one reader, found out once for each value that they have in common. For one thread. */
final class Verdicts<T> {
    private final Numbering<T> numbering;
    private final Predicate<T> test;
    private final BitSet tested = new BitSet();
    private final BitSet passed = new BitSet();

    Verdicts(Numbering<T> numbering, Predicate<T> test) {
        this.numbering = numbering;
        this.test = test;
    }

    boolean of(int item) {
        int number = numbering.of(item);
        if (!tested.get(number)) {
            tested.set(number);
            passed.set(number, test.test(numbering.value(number)));
        }
        return passed.get(number);
    }
}
