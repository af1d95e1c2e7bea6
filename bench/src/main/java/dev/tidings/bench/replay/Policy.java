package dev.tidings.bench.replay;

import java.util.List;
import java.util.Set;

/** A way to pick items for readers, week by week. */
interface Policy {

    /** What a policy may know of a reader. */
    record ObservedReader(int number, ReplayEnvironment.ReplayReader reader, Set<Integer> shown) {}

    /**
     * What came back of one item in one letter.
     *
     * @param seen whether the letter is known to have been seen
     */
    record SimulatedFeedback(ObservedReader reader, int item, boolean seen, boolean taken) {}

    /** Is called once at the start of each week. */
    void startWeek(int week);

    /** At most five items, best first. */
    List<Integer> pick(ObservedReader visitor, int week);

    /** Is told at the end of each week what came back. */
    void learn(int week, List<SimulatedFeedback> answers);

    /** How often learning went wrong. */
    default int diverged() {
        return 0;
    }
}
