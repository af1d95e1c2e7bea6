package dev.tidings.bench.replay;

import java.util.List;
import java.util.Set;

/** Picks items for readers, week by week. */
interface Policy {

    /**
     * The part of a reader that a policy may know.
     *
     * @param number the reader's index, from 0
     * @param shown the items of earlier letters
     */
    record ObservedReader(int number, ReplayEnvironment.ReplayReader reader, Set<Integer> shown) {}

    /**
     * The feedback on one item in one letter.
     *
     * @param seen whether the letter is known to have been seen
     * @param taken whether the reader is known to have taken the item
     */
    record SimulatedFeedback(ObservedReader reader, int item, boolean seen, boolean taken) {}

    /** Called once at the start of each week. */
    void startWeek(int week);

    /** Returns at most five items, the best first. */
    List<Integer> pick(ObservedReader observed, int week);

    /** Called at the end of each week with the feedback on its letters. */
    void learn(int week, List<SimulatedFeedback> feedback);

    /** The number of trainings that diverged. */
    default int diverged() {
        return 0;
    }
}
