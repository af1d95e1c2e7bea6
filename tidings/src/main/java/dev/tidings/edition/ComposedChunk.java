package dev.tidings.edition;

import dev.tidings.content.ContentResults.FreezeListener;
import dev.tidings.edition.Chunks.Chunk;
import dev.tidings.edition.Chunks.ComposedRange;
import dev.tidings.ledger.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What composing came to for those of a chunk's users who were not composed before, in their order: frozen, and in memory
 * until it is written down, slice by slice. What is lost before that is composed again.
 */
final class ComposedChunk {

    /** For one user: a letter, or why there is none. */
    sealed interface ComposedEntry {
        String userId();
    }

    /** @param content what it says and to whom, frozen */
    record NewLetter(long id, String userId, String content, int itemCount) implements ComposedEntry {
        Delivery delivery(Edition edition, Instant composedAt) {
            return new Delivery(
                    id, edition.digest(), userId, content, edition.templateVersion(), 0, composedAt, null, null, false);
        }
    }

    /** Either skipped for a reason, or failed with an error. */
    record NoLetter(
            String userId,
            @Nullable String skipReason,
            @Nullable String error) implements ComposedEntry {}

    /** Some of the entries, one after the other, that are written down at once. */
    record ComposedSlice(ComposedRange composed, List<NewLetter> letters, List<NoLetter> unsent) {
        List<String> letterUsers() {
            return letters.stream().map(NewLetter::userId).toList();
        }
    }

    private final Chunk chunk;
    private final List<ComposedEntry> entries;
    private final FreezeListener memory;
    private final Instant composedAt;
    private int stored;

    ComposedChunk(Chunk chunk, List<ComposedEntry> entries, FreezeListener memory, Instant composedAt) {
        this.chunk = chunk;
        this.entries = entries;
        this.memory = memory;
        this.composedAt = composedAt;
    }

    int number() {
        return chunk.number();
    }

    FreezeListener memory() {
        return memory;
    }

    Instant composedAt() {
        return composedAt;
    }

    /** If not, it is written down as owed, so that its readers are asked again whether they want it. */
    boolean isFresh(Instant now) {
        return now.isBefore(composedAt.plus(LetterPreparer.FRESH));
    }

    /** Whether anything of it is still to be written down. */
    boolean hasRemaining() {
        return stored < entries.size();
    }

    /** The next entries with so many letters among them, or all that are left. */
    ComposedSlice nextSlice(int letters) {
        List<NewLetter> chosen = new ArrayList<>();
        List<NoLetter> unsent = new ArrayList<>();
        int end = stored;
        for (; end < entries.size(); end++) {
            switch (entries.get(end)) {
                case NewLetter letter -> {
                    if (chosen.size() == letters) {
                        return new ComposedSlice(advance(end), chosen, unsent);
                    }
                    chosen.add(letter);
                }
                case NoLetter none -> unsent.add(none);
            }
        }
        return new ComposedSlice(advance(end), chosen, unsent);
    }

    ComposedSlice remaining() {
        return nextSlice(entries.size());
    }

    private ComposedRange advance(int end) {
        return new ComposedRange(chunk.composed() + stored, chunk.composed() + end);
    }

    void markStored(ComposedSlice slice) {
        stored = slice.composed().to() - chunk.composed();
    }

    /** Another worker composes the chunk, or has: nothing of this is to be written down any more. */
    void abandon() {
        stored = entries.size();
    }
}
