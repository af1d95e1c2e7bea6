package dev.tidings.bench.replay;

import java.util.List;
import java.util.Set;

/** A way to pick items for readers, week by week. */
interface Policy {

    /** What a policy may know of a reader. */
    record Visitor(int number, World.Person person, Set<Integer> shown) {}

    /**
     * What came back of one item in one letter.
     *
     * @param seen whether the letter is known to have been seen
     */
    record Answer(Visitor visitor, int item, boolean seen, boolean taken) {}

    /** Is called once at the start of each week. */
    void begin(int week);

    /** At most five items, best first. */
    List<Integer> pick(Visitor visitor, int week);

    /** Is told at the end of each week what came back. */
    void learn(int week, List<Answer> answers);

    /** How often learning went wrong. */
    default int diverged() {
        return 0;
    }
}
