package dev.tidings.content.recommendation.bot;

import java.util.function.Predicate;

/** What holds of opportunities for one reader, found out once for each value that they have in common. For one thread. */
final class Verdicts<T> {
    private static final byte YES = 1;
    private static final byte NO = -1;

    private final Numbering<T> numbering;
    private final Predicate<T> test;
    private final byte[] found;

    Verdicts(Numbering<T> numbering, Predicate<T> test) {
        this.numbering = numbering;
        this.test = test;
        found = new byte[numbering.size()];
    }

    boolean of(int item) {
        int number = numbering.of(item);
        if (found[number] == 0) {
            found[number] = test.test(numbering.value(number)) ? YES : NO;
        }
        return found[number] == YES;
    }
}
