package dev.tidings.recommender.ranking;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Trains a candidate model batch by batch, holds out a share of the examples, and compares the candidate with the live
 * model on them.
 */
public final class TrainingRun {
    private static final int HOLD_OUT_ONE_IN = 5;
    private static final int MAX_HELD_OUT = 20_000;

    private final RankingModel live;
    private RankingModel candidate;
    private final List<TrainingExample> heldOut = new ArrayList<>();
    private boolean diverged;
    private long exampleCount;

    public TrainingRun(RankingModel live) {
        this.live = live;
        this.candidate = live;
    }

    /** The result depends on the order of batches, not on the order within a batch. */
    public void train(List<TrainingExample> batch) {
        List<TrainingExample> trainingExamples = new ArrayList<>();
        for (TrainingExample example : batch) {
            if (heldOut.size() < MAX_HELD_OUT && isHeldOut(example)) {
                heldOut.add(example);
            } else {
                trainingExamples.add(example);
            }
        }
        exampleCount += batch.size();
        TrainingResult result = Trainer.train(candidate, trainingExamples);
        candidate = result.model();
        diverged |= result.diverged();
    }

    /** The trained model; the live model itself if there were no examples. */
    public RankingModel candidate() {
        return candidate;
    }

    /** The number of examples, held out or not. */
    public long exampleCount() {
        return exampleCount;
    }

    /** Whether training diverged in any batch. Such a batch changes nothing. */
    public boolean diverged() {
        return diverged;
    }

    public ShadowEvaluation evaluate() {
        return ShadowEvaluation.of(live, candidate, heldOut, diverged);
    }

    private static boolean isHeldOut(TrainingExample example) {
        CRC32 hash = new CRC32();
        hash.update(example.group().getBytes(StandardCharsets.UTF_8));
        return hash.getValue() % HOLD_OUT_ONE_IN == 0;
    }
}
