package dev.tidings.ledger.journal;

import dev.tidings.database.DataFolder;
import dev.tidings.database.NodeClock;
import dev.tidings.settings.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * This run's journal: one memory-mapped file of fixed size in the data folder. It survives the process, not the
 * machine. Without a file the batches are handed over all the same, and nothing is recorded.
 *
 * <p>Each run has a file of its own, locked while the process lives. The next run on the same folder reads the files
 * that nobody has locked, and deletes each one when its letters are settled.
 */
@Component
public final class DeliveryJournal {
    private static final Logger log = LoggerFactory.getLogger(DeliveryJournal.class);

    private final UUID run = UUID.randomUUID();
    private final Path folder;
    private final InstantSource machineClock;
    private final Deque<JournalLane> free = new ArrayDeque<>();
    private final Deque<JournalLane> kept = new ArrayDeque<>();
    private @Nullable Path file;
    private @Nullable FileChannel channel;
    private volatile @Nullable MappedByteBuffer memory;

    @Autowired
    DeliveryJournal(Settings settings, NodeClock machineClock) {
        this(settings.data(), machineClock.source());
    }

    public DeliveryJournal(Path data, InstantSource machineClock) {
        this.folder = data.resolve("journal");
        this.machineClock = machineClock;
    }

    /** Identifies this run of the node, whether or not it has a file. */
    public UUID run() {
        return run;
    }

    /**
     * Creates this run's file. Without a folder that can be written there is none.
     *
     * @param instance the id of the database
     */
    public synchronized void open(UUID instance) {
        if (channel != null) {
            return;
        }
        Path created = folder.resolve(run + PreviousJournals.SUFFIX);
        try {
            Files.createDirectories(folder);
            open(instance, created);
        } catch (IOException e) {
            log.warn(
                    "{} cannot be written: if this process is killed, all letters that it is handing over are unknown: {}",
                    created,
                    e.toString());
            PreviousJournals.delete(created);
        }
    }

    @SuppressWarnings("resource") // The channel stays open: closing it releases the lock.
    private void open(UUID instance, Path created) throws IOException {
        FileChannel opened = FileChannel.open(
                created,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                DataFolder.forOwner(created));
        channel = opened;
        file = created;
        if (opened.tryLock() == null) {
            throw new IOException("it cannot be locked");
        }
        // Written, not only extended: a full disk is noticed here, not in a store to memory.
        ByteBuffer blank = ByteBuffer.allocate(JournalFormat.FILE_BYTES);
        while (blank.hasRemaining()) {
            opened.write(blank);
        }
        MappedByteBuffer mapped = opened.map(MapMode.READ_WRITE, 0, JournalFormat.FILE_BYTES);
        new JournalHeader(instance, run, JournalHeader.currentBoot(), JournalHeader.key(created)).write(mapped);
        for (int lane = 0; lane < JournalFormat.LANES; lane++) {
            free.add(
                    new JournalLane(this, run, mapped.slice(JournalFormat.laneOffset(lane), JournalFormat.LANE_BYTES)));
        }
        memory = mapped;
        touch();
    }

    /**
     * Records the start of a batch. Call it before the intent is committed: after a crash, a letter counts as not sent
     * only if its batch is recorded.
     */
    public BatchJournal begin(List<LetterAttempt> letters) {
        if (letters.isEmpty() || !JournalFormat.fits(letters.size())) {
            return BatchJournal.NONE;
        }
        JournalLane lane = acquire();
        return lane != null && lane.begin(letters) ? lane : BatchJournal.NONE;
    }

    private synchronized @Nullable JournalLane acquire() {
        return free.isEmpty() ? kept.poll() : free.poll();
    }

    synchronized void release(JournalLane lane) {
        if (memory != null) {
            free.push(lane);
        }
    }

    /** Releases a lane whose lines stay until no other lane is free. */
    synchronized void releaseLast(JournalLane lane) {
        if (memory != null) {
            kept.add(lane);
        }
    }

    /** Records the time of a write. */
    void touch() {
        MappedByteBuffer mapped = memory;
        if (mapped != null) {
            mapped.putLong(JournalFormat.LAST_WRITE_AT, machineClock.millis());
        }
    }

    /**
     * Deletes the file after a failed write, or erases its header: without the lines that follow, it would prove too
     * much.
     */
    synchronized void giveUp(Throwable failure) {
        if (memory == null) {
            return;
        }
        log.error("{} cannot be written any more, this node goes on without its journal", file, failure);
        memory = null;
        free.clear();
        kept.clear();
        if (file != null && !PreviousJournals.delete(file)) {
            eraseHeader(file);
        }
    }

    private static void eraseHeader(Path file) {
        try (FileChannel opened = FileChannel.open(file, StandardOpenOption.WRITE)) {
            opened.write(ByteBuffer.allocate(Long.BYTES), 0);
        } catch (IOException e) {
            log.error("{} cannot be written: delete it before this node starts again", file, e);
        }
    }

    /**
     * Reads the files of earlier runs and deletes each one after {@code settle} returns. If it throws, the file stays.
     *
     * @param instance the id of the database; files of other databases are deleted
     * @return false if {@code settle} has thrown: then read again later
     */
    public boolean readPreviousRuns(UUID instance, Consumer<RecordedRun> settle) {
        return new PreviousJournals(folder).read(file, instance, settle);
    }

    /** Ends the journal of a node that stops. The file is deleted unless a batch is not settled. */
    public synchronized void close() {
        FileChannel opened = channel;
        if (opened == null) {
            return;
        }
        boolean settled = memory == null || free.size() == JournalFormat.LANES;
        free.clear();
        kept.clear();
        if (!settled || file == null) {
            // Locked until the process ends: a batch may still be written.
            return;
        }
        memory = null;
        PreviousJournals.delete(file);
        try {
            opened.close();
        } catch (IOException e) {
            log.debug("{}: {}", file, e.toString());
        }
    }
}
