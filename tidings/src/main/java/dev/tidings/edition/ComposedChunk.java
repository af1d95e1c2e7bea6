package dev.tidings.edition;

import dev.tidings.ledger.ChunkSlice;
import dev.tidings.ledger.Chunks.Chunk;
import dev.tidings.ledger.ComposedLetter;
import dev.tidings.ledger.ComposedLetter.NewLetter;
import dev.tidings.ledger.SettlementPolicy;
import java.time.Instant;
import java.util.List;

/**
 * The composed letters of a chunk's uncomposed users, in their order: frozen, and in memory until they are stored slice by
 * slice. What is lost before that is composed again.
 */
final class ComposedChunk {
    private final Chunk chunk;
    private final List<ComposedLetter> letters;
    private final SettlementPolicy policy;
    private final Instant composedAt;
    private int stored;

    ComposedChunk(Chunk chunk, List<ComposedLetter> letters, SettlementPolicy policy, Instant composedAt) {
        this.chunk = chunk;
        this.letters = letters;
        this.policy = policy;
        this.composedAt = composedAt;
    }

    /** What storing and settling these letters changes outside of the ledger. */
    SettlementPolicy policy() {
        return policy;
    }

    /** If not, the letters are stored as owed, so that their readers are asked again whether they want them. */
    boolean isFresh(Instant now) {
        return now.isBefore(composedAt.plus(LetterPreparer.FRESH));
    }

    /** Whether anything of it is still to be stored. */
    boolean hasRemaining() {
        return stored < letters.size();
    }

    /** The next users with so many letters among them, or all that are left. */
    ChunkSlice nextSlice(int letters) {
        int chosen = 0;
        int end = stored;
        for (; end < this.letters.size(); end++) {
            if (this.letters.get(end) instanceof NewLetter) {
                if (chosen == letters) {
                    break;
                }
                chosen++;
            }
        }
        List<ComposedLetter> next = this.letters.subList(stored, end);
        return new ChunkSlice(chunk.editionId(), chunk.number(), chunk.composed() + stored, composedAt, next);
    }

    ChunkSlice remaining() {
        return nextSlice(letters.size());
    }

    void markStored(ChunkSlice slice) {
        stored += slice.letters().size();
    }

    /** The chunk has moved on: nothing of this is to be stored any more. */
    void abandon() {
        stored = letters.size();
    }
}
