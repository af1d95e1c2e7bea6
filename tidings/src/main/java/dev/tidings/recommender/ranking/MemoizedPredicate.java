package dev.tidings.recommender.ranking;

import java.util.function.Predicate;

/** What holds of opportunities for one reader, found out once for each value that they have in common. For one thread. */
final class MemoizedPredicate<T> {
    private static final byte YES = 1;
    private static final byte NO = -1;

    private final DictionaryEncoding<T> encoding;
    private final Predicate<T> predicate;
    private final byte[] results;

    MemoizedPredicate(DictionaryEncoding<T> numbering, Predicate<T> test) {
        this.encoding = numbering;
        this.predicate = test;
        results = new byte[numbering.size()];
    }

    boolean test(int item) {
        int number = encoding.codeAt(item);
        if (results[number] == 0) {
            results[number] = predicate.test(encoding.value(number)) ? YES : NO;
        }
        return results[number] == YES;
    }
}
