package dev.tidings.recommender.ranking;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * One round of learning: takes examples batch by batch, holds some back, and in the end says whether what was learned from
 * the others should go live.
 */
public final class TrainingRun {
    private static final int HOLD_OUT_ONE_IN = 5;
    private static final int MAX_HELD_OUT = 20_000;

    private final RankingModel live;
    private RankingModel candidate;
    private final List<TrainingExample> heldOut = new ArrayList<>();
    private boolean diverged;
    private long heard;

    public TrainingRun(RankingModel live) {
        this.live = live;
        this.candidate = live;
    }

    /** The order of batches matters, the order within one does not. */
    public void train(List<TrainingExample> batch) {
        List<TrainingExample> learned = new ArrayList<>();
        for (TrainingExample example : batch) {
            if (heldOut.size() < MAX_HELD_OUT && holdsOut(example)) {
                heldOut.add(example);
            } else {
                learned.add(example);
            }
        }
        heard += batch.size();
        TrainingResult training = Trainer.train(candidate, learned);
        candidate = training.model();
        diverged |= training.diverged();
    }

    /** What was learned; the live model itself if nothing was heard. */
    public RankingModel candidate() {
        return candidate;
    }

    /** How many examples were heard, held out or not. */
    public long exampleCount() {
        return heard;
    }

    /** Whether learning went wrong in any batch, which then taught nothing. */
    public boolean diverged() {
        return diverged;
    }

    public ShadowEvaluation evaluate() {
        return ShadowEvaluation.of(live, candidate, heldOut, diverged);
    }

    private static boolean holdsOut(TrainingExample example) {
        CRC32 hash = new CRC32();
        hash.update(example.group().getBytes(StandardCharsets.UTF_8));
        return hash.getValue() % HOLD_OUT_ONE_IN == 0;
    }
}
