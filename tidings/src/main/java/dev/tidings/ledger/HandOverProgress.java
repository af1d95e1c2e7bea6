package dev.tidings.ledger;

import dev.tidings.core.Ticker;
import dev.tidings.ledger.journal.BatchJournal;
import dev.tidings.transport.HandOverListener;
import dev.tidings.transport.SendOutcome;

/**
 * Tracks the hand-over of one batch: starts no letter long after the intent, and records the progress in the journal.
 */
final class HandOverProgress implements HandOverListener {
    private final BatchJournal journal;
    private final Ticker ticker;
    private final long begun;
    private int lastStarted = -1;
    private int started;

    /** Begins when the intent is committed. */
    HandOverProgress(BatchJournal journal, Ticker ticker) {
        this.journal = journal;
        this.ticker = ticker;
        this.begun = ticker.nanos();
    }

    @Override
    public boolean mayStart(int position) {
        if (ticker.nanos() - begun >= TransportPace.INTENT_AHEAD.toNanos()) {
            started -= position == lastStarted ? 1 : 0;
            return false;
        }
        if (position > lastStarted) {
            lastStarted = position;
            started++;
        }
        return true;
    }

    @Override
    public void onFinalByte(int position) {
        journal.finalByte(position);
    }

    @Override
    public void onOutcome(int position, SendOutcome outcome) {
        journal.outcome(position, outcome);
    }

    /** Number of letters that were started. */
    int started() {
        return started;
    }

    long elapsedNanos() {
        return ticker.nanos() - begun;
    }
}
