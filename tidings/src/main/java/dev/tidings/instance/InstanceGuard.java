package dev.tidings.instance;

import dev.tidings.core.Ticker;
import dev.tidings.database.ConnectionUse;
import dev.tidings.instance.DatabaseOwnership.NotOwned;
import dev.tidings.instance.DatabaseOwnership.Observing;
import dev.tidings.instance.DatabaseOwnership.Owned;
import dev.tidings.instance.LocalOwnershipRecord.RecordedOwnership;
import dev.tidings.settings.Settings;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Prevents sending from a restored or copied database until an operator adopts it.
 *
 * <p>This host owns the database if three conditions hold: its fingerprint is the adopted one; it records at least as
 * many heartbeats of this host as the host's own file; and this host has held it before, nobody holds it, or its
 * holders are seen alive. The check uses no clock, only whether heartbeat counts grow.
 */
@Component
public class InstanceGuard {
    /** Interval of ownership checks: two small statements, and a third that renews the hold. */
    public static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(InstanceGuard.class);

    /**
     * Age after which a check result is not relied on: the process may have been suspended and the database replaced.
     */
    private static final long RELIABLE_NANOS = Duration.ofSeconds(5).toNanos();

    /** Heartbeats that a standby may lack at a failover: those of one minute. */
    private static final int TOLERATED_MISSING_HEARTBEATS = 30;

    private final Instances instances;
    private final TransactionTemplate transactions;
    private final String host;
    private final LocalOwnershipRecord localRecord;
    private final Ticker ticker;
    private boolean holding;
    private boolean released;
    private volatile @Nullable OwnershipReading last;

    /**
     * The result of a committed check. Uncommitted results are never relied on.
     *
     * @param begun ticker reading before the check
     */
    private record OwnershipReading(DatabaseOwnership ownership, long begun) {}

    @Autowired
    InstanceGuard(Instances instances, PlatformTransactionManager manager, Settings settings, Ticker ticker) {
        this(
                instances,
                manager,
                Objects.requireNonNullElseGet(settings.host(), LocalOwnershipRecord::hostName),
                new LocalOwnershipRecord(settings.data()),
                ticker);
    }

    InstanceGuard(
            Instances instances,
            PlatformTransactionManager manager,
            String host,
            LocalOwnershipRecord localRecord,
            Ticker ticker) {
        this.instances = instances;
        this.host = host;
        this.localRecord = localRecord;
        this.ticker = ticker;
        transactions = new TransactionTemplate(manager);
        transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Checks the database and takes or renews the hold if this host owns it. For hosts that do scheduled work.
     * Returns whether it does.
     */
    public synchronized boolean acquire() {
        holding = true;
        return check() instanceof Owned;
    }

    /** Whether letters may be sent from this database now. Checks the database if the last result is too old. */
    public boolean isOwner() {
        return current() instanceof Owned;
    }

    /** Why nothing is sent from this database, and what to do; null if this host owns it. */
    public @Nullable String refusalReason() {
        return switch (current()) {
            case Owned owned -> null;
            case Observing observing -> observing.describe(host);
            case NotOwned notOwned -> notOwned.reason() + DatabaseOwnership.ADVICE;
        };
    }

    /**
     * Returns if letters may be sent from this database. Waits while that is not known.
     *
     * @throws NotAdopted if they may not be sent
     */
    public void require() {
        DatabaseOwnership now = current();
        while (now instanceof Observing observing && !observing.timedOut()) {
            try {
                ticker.sleep(HEARTBEAT_INTERVAL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            now = check();
        }
        String refusal = refusalReason();
        if (refusal != null) {
            throw new NotAdopted(refusal);
        }
    }

    /** The id that the database got when it was adopted. A restored database that is adopted anew has another one. */
    public UUID instanceId() {
        return Objects.requireNonNull(instances.readSnapshot(host).adoption(), "the database is not adopted")
                .id();
    }

    private DatabaseOwnership current() {
        OwnershipReading known = last;
        return known == null || ticker.nanos() - known.begun() > RELIABLE_NANOS ? check() : known.ownership();
    }

    private synchronized DatabaseOwnership check() {
        DatabaseOwnership before = last == null ? null : last.ownership();
        if (released && before != null) {
            return before;
        }
        long begun = ticker.nanos();
        OwnershipDecision committed = ConnectionUse.READINESS.call(
                () -> Objects.requireNonNull(transactions.execute(status -> determine(before))));
        if (committed.memory() != null) {
            localRecord.update(committed.memory());
        }
        DatabaseOwnership now = committed.ownership();
        last = new OwnershipReading(now, begun);
        logChange(before, now);
        return now;
    }

    private OwnershipDecision determine(@Nullable DatabaseOwnership before) {
        OwnershipSnapshot snapshot = instances.readSnapshot(host);
        if (snapshot.adoption() == null) {
            instances.adoptFirst(snapshot.fingerprint(), host);
            snapshot = instances.readSnapshot(host);
        }
        Adoption adoption = Objects.requireNonNull(snapshot.adoption());
        String difference = snapshot.fingerprint().differenceFrom(adoption.fingerprint());
        if (difference != null) {
            return new OwnershipDecision(new NotOwned("This database is a copy of the one that was adopted on "
                    + adoption.adoptedBy() + ": " + difference + "."));
        }
        RecordedOwnership memory = localRecord.find(adoption.id());
        if (memory != null
                && Objects.requireNonNullElse(snapshot.heartbeats(), 0L) + TOLERATED_MISSING_HEARTBEATS
                        < memory.heartbeats()) {
            return new OwnershipDecision(new NotOwned(
                    "This database was restored from an older state: it has fewer heartbeats than this host, " + host
                            + ", has recorded. Letters that it shows as owed may have been sent."));
        }
        boolean known = snapshot.heartbeats() != null || before instanceof Owned;
        return known || snapshot.holders().isEmpty() || othersAreAlive(snapshot, before)
                ? confirm(adoption)
                : new OwnershipDecision(observe(snapshot, before));
    }

    /** Whether the holders have been seen alive. */
    private static boolean othersAreAlive(OwnershipSnapshot snapshot, @Nullable DatabaseOwnership before) {
        return before instanceof Observing observing && snapshot.otherHeartbeats() != observing.heartbeats();
    }

    private OwnershipDecision confirm(Adoption adoption) {
        return new OwnershipDecision(
                new Owned(), holding ? new RecordedOwnership(adoption.id(), instances.renew(host)) : null);
    }

    private static DatabaseOwnership observe(OwnershipSnapshot snapshot, @Nullable DatabaseOwnership before) {
        int checks = before instanceof Observing observing ? observing.checks() + 1 : 1;
        return new Observing(String.join(", ", snapshot.holders()), snapshot.otherHeartbeats(), checks);
    }

    private void logChange(@Nullable DatabaseOwnership before, DatabaseOwnership now) {
        switch (now) {
            case NotOwned notOwned
            when !now.equals(before) -> log.error("{}{}", notOwned.reason(), DatabaseOwnership.ADVICE);
            case Observing observing
            when observing.timedOut() && !(before instanceof Observing w && w.timedOut()) ->
                log.error("{}", observing.describe(host));
            case Observing observing when observing.checks() == 1 -> log.warn("{}", observing.describe(host));
            case Owned owned
            when before != null && !now.equals(before) -> log.info("this database is active: sending enabled");
            default -> {}
        }
    }

    /** Adopts this database for sending, even if it is a copy. */
    public void adopt() {
        boolean _ = adopt(() -> true);
    }

    /**
     * Adopts the database and runs a task in the same transaction. Neither this host nor the task relies on the
     * adoption before the commit.
     *
     * @param task runs in the transaction that adopts
     */
    public <T> T adopt(Supplier<T> task) {
        T result = Objects.requireNonNull(transactions.execute(status -> {
            instances.adoptAnew(host);
            return task.get();
        }));
        log.info("the database was adopted on {}", host);
        check();
        return result;
    }

    /** Releases the hold. Any host may then take it. */
    public synchronized void release() {
        if (holding && last != null && last.ownership() instanceof Owned) {
            localRecord.save();
            ConnectionUse.READINESS.run(() -> instances.release(host));
        }
        released = true;
    }
}
