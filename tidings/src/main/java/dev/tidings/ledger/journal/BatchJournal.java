package dev.tidings.ledger.journal;

import dev.tidings.transport.SendOutcome;

/** The journal of one batch. Used by one thread at a time. */
public interface BatchJournal {
    /** Records nothing. */
    BatchJournal NONE = new BatchJournal() {
        @Override
        public void finalByte(int position) {}

        @Override
        public void outcome(int position, SendOutcome outcome) {}

        @Override
        public void discard() {}

        @Override
        public void keep() {}
    };

    /**
     * Records that a letter's final byte is about to leave.
     *
     * @param position position in the batch, from 0
     */
    void finalByte(int position);

    void outcome(int position, SendOutcome outcome);

    /** Ends the batch: its outcomes are committed, or it was not handed over. Its lines are erased. */
    void discard();

    /**
     * Ends a batch that was not handed over. Its lines are erased, since its letters are tried again under the same
     * attempt. They stay if this thread is interrupted: the node shuts down before it knows what the database has
     * committed.
     */
    default void withdraw() {
        if (Thread.currentThread().isInterrupted()) {
            keep();
        } else {
            discard();
        }
    }

    /**
     * Ends the batch without knowing what the database has committed. Its lines stay until another batch needs their
     * space.
     */
    void keep();
}
