package dev.tidings.edition;

import dev.tidings.ledger.ChunkSlice;
import dev.tidings.ledger.Chunks.Chunk;
import dev.tidings.ledger.ComposedLetter;
import dev.tidings.ledger.ComposedLetter.NewLetter;
import dev.tidings.ledger.SettlementPolicy;
import java.time.Instant;
import java.util.List;

/**
 * The composed letters of a chunk's uncomposed users, in their order. They are frozen and held in memory until they
 * are stored slice by slice. Letters lost before that are composed again.
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

    /** The changes outside the ledger that storing and settling these letters makes. */
    SettlementPolicy policy() {
        return policy;
    }

    /** Whether letters remain to be stored. */
    boolean hasRemaining() {
        return stored < letters.size();
    }

    /** Returns the next users with up to this many letters among them, or all that remain. */
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

    /** Drops the remaining letters: the chunk has changed, so they must not be stored. */
    void abandon() {
        stored = letters.size();
    }
}
