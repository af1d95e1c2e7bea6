package dev.tidings.ledger;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * New letters to hand over together.
 *
 * @param key the batch's idempotency key
 */
public record NewBatch(String key, Set<Long> letterIds) {
    /** The empty batch: no letter is handed over. */
    public static final NewBatch NONE = new NewBatch("", Set.of());

    public static NewBatch of(List<OutgoingLetter> letters) {
        return letters.isEmpty()
                ? NONE
                : new NewBatch(
                        BatchKey.of(letters),
                        letters.stream().map(letter -> letter.delivery().id()).collect(Collectors.toSet()));
    }
}
