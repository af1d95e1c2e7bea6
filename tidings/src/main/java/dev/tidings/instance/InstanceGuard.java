package dev.tidings.instance;

import dev.tidings.core.Ticker;
import dev.tidings.instance.DatabaseOwnership.NotOwned;
import dev.tidings.instance.DatabaseOwnership.Observing;
import dev.tidings.instance.DatabaseOwnership.Owned;
import dev.tidings.instance.LocalOwnershipRecord.RecordedOwnership;
import dev.tidings.settings.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
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
 * Keeps letters from going out of a restored or copied database until somebody has said that they should.
 *
 * <p>A database is ours while its fingerprint is the one that was adopted, it knows as much of this host as the host itself
 * remembers, and this host has held it before, or nobody holds it, or those who do are seen to live. No clock is asked: what
 * counts is whether beats grow.
 */
@Component
public class InstanceGuard {
    /** How often a host that works looks: two small statements, and a third that renews its hold. */
    public static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(InstanceGuard.class);

    /** What was found longer ago is not relied on: this process may have stood still, and the database been replaced. */
    private static final long RELIABLE_NANOS = Duration.ofSeconds(5).toNanos();

    /** Beats that a standby may lack when it takes over: a minute's. */
    private static final int TOLERATED_MISSING_HEARTBEATS = 30;

    private static final String ADVICE = " Nothing is sent from it. If letters are to go out from it from now on, run"
            + " bin/tidings adopt (docs/operations.md, Restoring and copying).";

    private final Instances instances;
    private final TransactionTemplate transactions;
    private final String host;
    private final LocalOwnershipRecord localRecord;
    private final Ticker ticker;
    private boolean holding;
    private boolean released;
    private volatile @Nullable OwnershipReading last;

    /**
     * What a committed transaction found; what was not committed is never relied on.
     *
     * @param begun the ticker's reading before it began
     */
    private record OwnershipReading(DatabaseOwnership standing, long begun) {}

    @Autowired
    InstanceGuard(Instances instances, PlatformTransactionManager manager, Settings settings, Ticker ticker) {
        this(
                instances,
                manager,
                Objects.requireNonNullElseGet(settings.host(), InstanceGuard::machine),
                new LocalOwnershipRecord(settings.data()),
                ticker);
    }

    InstanceGuard(
            Instances instances,
            PlatformTransactionManager manager,
            String host,
            LocalOwnershipRecord witness,
            Ticker ticker) {
        this.instances = instances;
        this.host = host;
        this.localRecord = witness;
        this.ticker = ticker;
        transactions = new TransactionTemplate(manager);
        transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "node";
        }
    }

    /** Looks at the database, and holds it if it is ours: for a host that works. Returns whether it is. */
    public synchronized boolean acquire() {
        holding = true;
        return check() instanceof Owned;
    }

    /** Whether letters may go out from this database at this moment; looks where it was not looked at lately. */
    public boolean isOwner() {
        return current() instanceof Owned;
    }

    /** Why nothing is sent from this database, and what to do; null if it is ours. */
    public @Nullable String refusalReason() {
        return switch (current()) {
            case Owned ours -> null;
            case Observing watching -> describe(watching);
            case NotOwned foreign -> foreign.reason() + ADVICE;
        };
    }

    /**
     * Does nothing if letters may go out from this database; waits where that is not known yet.
     *
     * @throws NotAdopted if they may not
     */
    public void require() {
        DatabaseOwnership now = current();
        while (now instanceof Observing watching && !watching.timedOut()) {
            try {
                ticker.sleep(HEARTBEAT_INTERVAL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            now = check();
        }
        String objection = refusalReason();
        if (objection != null) {
            throw new NotAdopted(objection);
        }
    }

    private DatabaseOwnership current() {
        OwnershipReading known = last;
        return known == null || ticker.nanos() - known.begun() > RELIABLE_NANOS ? check() : known.standing();
    }

    private synchronized DatabaseOwnership check() {
        DatabaseOwnership before = last == null ? null : last.standing();
        if (released && before != null) {
            return before;
        }
        long begun = ticker.nanos();
        OwnershipDecision committed = Objects.requireNonNull(transactions.execute(status -> determine(before)));
        if (committed.memory() != null) {
            localRecord.update(committed.memory());
        }
        DatabaseOwnership now = committed.standing();
        last = new OwnershipReading(now, begun);
        logChange(before, now);
        return now;
    }

    private OwnershipDecision determine(@Nullable DatabaseOwnership before) {
        OwnershipSnapshot sighting = instances.readSnapshot(host);
        if (sighting.adoption() == null) {
            instances.adoptFirst(sighting.fingerprint(), host);
            sighting = instances.readSnapshot(host);
        }
        Adoption adoption = Objects.requireNonNull(sighting.adoption());
        String difference = sighting.fingerprint().differenceFrom(adoption.fingerprint());
        if (difference != null) {
            return new OwnershipDecision(new NotOwned("This database is a copy of the one that was adopted on "
                    + adoption.adoptedBy() + ": " + difference + "."));
        }
        RecordedOwnership memory = localRecord.find(adoption.id());
        if (memory != null
                && Objects.requireNonNullElse(sighting.heartbeats(), 0L) + TOLERATED_MISSING_HEARTBEATS
                        < memory.heartbeats()) {
            return new OwnershipDecision(new NotOwned("This database was set back: it knows less than this host, "
                    + host + ", has seen of it. Letters that it takes for owed may have been sent."));
        }
        boolean known = sighting.heartbeats() != null || before instanceof Owned;
        return known || sighting.holders().isEmpty() || othersAreAlive(sighting, before)
                ? confirm(adoption)
                : new OwnershipDecision(observe(sighting, before));
    }

    /** Whether those who hold it have been seen to. */
    private static boolean othersAreAlive(OwnershipSnapshot sighting, @Nullable DatabaseOwnership before) {
        return before instanceof Observing watching && sighting.otherHeartbeats() != watching.heartbeats();
    }

    private OwnershipDecision confirm(Adoption adoption) {
        return new OwnershipDecision(
                new Owned(), holding ? new RecordedOwnership(adoption.id(), instances.renew(host)) : null);
    }

    private static DatabaseOwnership observe(OwnershipSnapshot sighting, @Nullable DatabaseOwnership before) {
        int looks = before instanceof Observing watching ? watching.checks() + 1 : 1;
        return new Observing(String.join(", ", sighting.holders()), sighting.otherHeartbeats(), looks);
    }

    private String describe(Observing watching) {
        return watching.timedOut()
                ? "This database was held by " + watching.holders() + ", and never by this host, " + host
                        + "; nobody there has renewed the hold. Either it is a copy, and they work with the original, or this"
                        + " host takes their place." + ADVICE
                : "This database is held by " + watching.holders() + ", and never was by this host, " + host
                        + "; whether they live will be seen within half a minute.";
    }

    private void logChange(@Nullable DatabaseOwnership before, DatabaseOwnership now) {
        switch (now) {
            case NotOwned foreign when !now.equals(before) -> log.error("{}{}", foreign.reason(), ADVICE);
            case Observing watching
            when watching.timedOut() && !(before instanceof Observing w && w.timedOut()) ->
                log.error("{}", describe(watching));
            case Observing watching when watching.checks() == 1 -> log.warn("{}", describe(watching));
            case Owned ours when before != null && !now.equals(before) -> log.info("letters go out from this database");
            default -> {}
        }
    }

    /** Lets letters go out from this database from now on, whatever it was copied from. */
    public void adopt() {
        boolean _ = adopt(() -> true);
    }

    /**
     * As {@link #adopt()}, with what must be true of the database from the same moment on. Nobody relies on the adoption before
     * it is committed, this host and the task included.
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

    /** Gives up the hold, so that any host may take it. */
    public synchronized void release() {
        if (holding && last != null && last.standing() instanceof Owned) {
            localRecord.save();
            instances.release(host);
        }
        released = true;
    }
}
