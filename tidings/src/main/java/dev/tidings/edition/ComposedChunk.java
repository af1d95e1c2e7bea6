package dev.tidings.edition;

import dev.tidings.content.Compositions.Memory;
import dev.tidings.delivery.Delivery;
import dev.tidings.edition.Chunks.Advance;
import dev.tidings.edition.Chunks.Chunk;
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
    sealed interface Entry {
        String userId();
    }

    /** @param content what it says and to whom, frozen */
    record NewLetter(long id, String userId, String content, int itemCount) implements Entry {
        Delivery delivery(Edition edition, Instant composedAt) {
            return new Delivery(
                    id, edition.digest(), userId, content, edition.templateVersion(), 0, composedAt, null, null, false);
        }
    }

    /** Either skipped for a reason, or failed with an error. */
    record Unsent(
            String userId,
            @Nullable String skipReason,
            @Nullable String error) implements Entry {}

    /** Some of the entries, one after the other, that are written down at once. */
    record Slice(Advance composed, List<NewLetter> letters, List<Unsent> unsent) {
        List<String> letterUsers() {
            return letters.stream().map(NewLetter::userId).toList();
        }
    }

    private final Chunk chunk;
    private final List<Entry> entries;
    private final Memory memory;
    private final Instant composedAt;
    private int written;

    ComposedChunk(Chunk chunk, List<Entry> entries, Memory memory, Instant composedAt) {
        this.chunk = chunk;
        this.entries = entries;
        this.memory = memory;
        this.composedAt = composedAt;
    }

    int number() {
        return chunk.number();
    }

    Memory memory() {
        return memory;
    }

    Instant composedAt() {
        return composedAt;
    }

    /** If not, it is written down as owed, so that its readers are asked again whether they want it. */
    boolean isFresh(Instant now) {
        return now.isBefore(composedAt.plus(OwedLetters.FRESH));
    }

    /** Whether anything of it is still to be written down. */
    boolean remains() {
        return written < entries.size();
    }

    /** The next entries with so many letters among them, or all that are left. */
    Slice next(int letters) {
        List<NewLetter> chosen = new ArrayList<>();
        List<Unsent> unsent = new ArrayList<>();
        int end = written;
        for (; end < entries.size(); end++) {
            switch (entries.get(end)) {
                case NewLetter letter -> {
                    if (chosen.size() == letters) {
                        return new Slice(advance(end), chosen, unsent);
                    }
                    chosen.add(letter);
                }
                case Unsent none -> unsent.add(none);
            }
        }
        return new Slice(advance(end), chosen, unsent);
    }

    Slice rest() {
        return next(entries.size());
    }

    private Advance advance(int end) {
        return new Advance(chunk.composed() + written, chunk.composed() + end);
    }

    void wrote(Slice slice) {
        written = slice.composed().to() - chunk.composed();
    }

    /** Another worker composes the chunk, or has: nothing of this is to be written down any more. */
    void abandon() {
        written = entries.size();
    }
}
