package dev.tidings.ledger;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * New letters that are about to be handed over together.
 *
 * @param key names the composition
 */
public record NewBatch(String key, Set<Long> letterIds) {
    /** No letter is about to be handed over. */
    public static final NewBatch NONE = new NewBatch("", Set.of());

    public static NewBatch of(List<OutgoingLetter> letters) {
        return letters.isEmpty()
                ? NONE
                : new NewBatch(
                        BatchKey.of(letters),
                        letters.stream().map(each -> each.delivery().id()).collect(Collectors.toSet()));
    }
}
