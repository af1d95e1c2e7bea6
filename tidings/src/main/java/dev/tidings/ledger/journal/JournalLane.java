package dev.tidings.ledger.journal;

import dev.tidings.transport.SendOutcome;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * Writes one batch at a time into one part of the journal file. A write is a few plain stores into mapped memory: they
 * reach the file although the process is killed right after them.
 */
final class JournalLane implements BatchJournal {
    private final DeliveryJournal journal;
    private final UUID run;
    private final ByteBuffer memory;
    private final ByteBuffer line = JournalFormat.newLine();
    private final CRC32C checksum = new CRC32C();
    private int batch;
    private int end;

    /** @param memory the lane's part of the mapped file */
    JournalLane(DeliveryJournal journal, UUID run, ByteBuffer memory) {
        this.journal = journal;
        this.run = run;
        this.memory = memory;
    }

    /** Starts the next batch. Returns whether its first line is written. */
    boolean begin(List<LetterAttempt> letters) {
        try {
            memory.putInt(0, 0);
            VarHandle.releaseFence();
            batch++;
            end = JournalFormat.FIRST_LINE;
            JournalFormat.begin(line, letters);
            append();
            VarHandle.releaseFence();
            memory.putInt(0, batch);
            return true;
        } catch (InternalError unmapped) {
            journal.giveUp(unmapped);
            return false;
        }
    }

    @Override
    public void finalByte(int position) {
        try {
            JournalFormat.finalByte(line, position);
            append();
        } catch (InternalError unmapped) {
            journal.giveUp(unmapped);
        }
    }

    @Override
    public void outcome(int position, SendOutcome outcome) {
        try {
            JournalFormat.outcome(line, position, outcome);
            append();
        } catch (InternalError unmapped) {
            journal.giveUp(unmapped);
        }
    }

    private void append() {
        JournalFormat.seal(line, run, batch, checksum);
        int length = line.limit();
        if (end + length > JournalFormat.LANE_BYTES) {
            journal.giveUp(new IllegalStateException("a batch wrote more lines than its letters have"));
            return;
        }
        memory.put(end, line, 0, length);
        end += length;
        // The line is complete before the caller writes to the server.
        VarHandle.fullFence();
        journal.touch();
    }

    /** Erases the batch: without its number none of its lines is read. */
    void erase() {
        try {
            memory.putInt(0, 0);
            journal.touch();
        } catch (InternalError unmapped) {
            journal.giveUp(unmapped);
        }
    }

    @Override
    public void discard() {
        erase();
        journal.release(this);
    }

    @Override
    public void keep() {
        journal.releaseLast(this);
    }
}
