package dev.tidings.recommender.ranking;

import java.util.function.Predicate;

/** A predicate on an attribute of opportunities for one reader, evaluated once per distinct value. Not thread-safe. */
final class MemoizedPredicate<T> {
    private static final byte YES = 1;
    private static final byte NO = -1;

    private final DictionaryEncoding<T> encoding;
    private final Predicate<T> predicate;
    private final byte[] results;

    MemoizedPredicate(DictionaryEncoding<T> encoding, Predicate<T> predicate) {
        this.encoding = encoding;
        this.predicate = predicate;
        results = new byte[encoding.size()];
    }

    boolean test(int item) {
        int code = encoding.codeAt(item);
        if (results[code] == 0) {
            results[code] = predicate.test(encoding.value(code)) ? YES : NO;
        }
        return results[code] == YES;
    }
}
