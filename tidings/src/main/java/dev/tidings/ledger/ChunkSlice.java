package dev.tidings.ledger;

import dev.tidings.ledger.ComposedLetter.NewLetter;
import dev.tidings.ledger.ComposedLetter.NoLetter;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Composed users of a chunk that are stored in one transaction.
 *
 * @param from number of the chunk's users before the first one
 * @param letters one per user, in the chunk's order
 */
public record ChunkSlice(long editionId, int chunk, int from, Instant composedAt, List<ComposedLetter> letters) {
    int to() {
        return from + letters.size();
    }

    /** Returns a slice of only the letter at the index. */
    ChunkSlice only(int index) {
        return new ChunkSlice(editionId, chunk, from + index, composedAt, List.of(letters.get(index)));
    }

    List<String> userIds() {
        return letters.stream().map(ComposedLetter::userId).toList();
    }

    /**
     * Returns what changed since composing, if anything.
     *
     * @param versions current {@code recipient_version} of all users who exist
     */
    Optional<String> changeSince(Map<String, Integer> versions) {
        for (ComposedLetter letter : letters) {
            Integer version = versions.get(letter.userId());
            if (version == null) {
                return Optional.of("a user was deleted while it was composed");
            }
            if (letter.recipientVersion() != version) {
                return Optional.of("a user's opt-in, address or account changed since composing");
            }
        }
        return Optional.empty();
    }

    /** Users who are in the slice more than once. */
    Set<String> usersTwice() {
        Set<String> seen = new HashSet<>();
        return letters.stream()
                .map(ComposedLetter::userId)
                .filter(user -> !seen.add(user))
                .collect(Collectors.toSet());
    }

    public List<NewLetter> newLetters() {
        return letters.stream()
                .filter(NewLetter.class::isInstance)
                .map(NewLetter.class::cast)
                .toList();
    }

    List<NoLetter> withoutLetter() {
        return letters.stream()
                .filter(NoLetter.class::isInstance)
                .map(NoLetter.class::cast)
                .toList();
    }
}
