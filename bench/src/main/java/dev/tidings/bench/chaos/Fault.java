package dev.tidings.bench.chaos;

import java.util.Locale;

/**
 * One thing that goes wrong in a round.
 *
 * @param atPercent how far the edition has come when it strikes: letters taken on, of those due
 * @param node whom it strikes, from 0
 * @param amount how often, of what is counted
 * @param millis how long, of what lasts
 */
record Fault(Kind kind, int atPercent, int node, int amount, int millis) {

    /** What may go wrong. */
    enum Kind {
        /** SIGKILL; started again after a while. */
        NODE_KILLED(true);

        /** Whether a batch may be left in the middle: its intent written down, its outcome not. */
        private final boolean stranding;

        Kind(boolean stranding) {
            this.stranding = stranding;
        }

        /** Whether it can happen in a round of that transport. */
        boolean concerns(boolean smtp) {
            return true;
        }

        boolean stranding() {
            return stranding;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public String toString() {
        return kind.word() + " at " + atPercent + " % (node " + (node + 1) + ", " + amount + " times, " + millis
                + " ms)";
    }
}
