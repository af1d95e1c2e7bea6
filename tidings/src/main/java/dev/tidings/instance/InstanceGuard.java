package dev.tidings.instance;

import dev.tidings.instance.Standing.Foreign;
import dev.tidings.instance.Standing.Ours;
import dev.tidings.instance.Standing.Watching;
import dev.tidings.instance.Witness.Memory;
import dev.tidings.settings.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
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
    public static final Duration BEAT = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(InstanceGuard.class);

    /** What was found longer ago is not relied on: this process may have stood still, and the database been replaced. */
    private static final long RELIABLE_NANOS = Duration.ofSeconds(5).toNanos();

    /** Beats that a standby may lack when it takes over: a minute's. */
    private static final int FORGIVEN = 30;

    private static final String ADVICE = " Nothing is sent from it. If letters are to go out from it from now on, run"
            + " bin/tidings adopt (docs/operations.md, Restoring and copying).";

    private final Instances instances;
    private final TransactionTemplate transactions;
    private final String host;
    private final Witness witness;
    private boolean holding;
    private boolean released;
    private volatile @Nullable Standing standing;
    private volatile long lookedAt;

    @Autowired
    InstanceGuard(Instances instances, TransactionTemplate transactions, Settings settings) {
        this(
                instances,
                transactions,
                Objects.requireNonNullElseGet(settings.host(), InstanceGuard::machine),
                new Witness(settings.data()));
    }

    InstanceGuard(Instances instances, TransactionTemplate transactions, String host, Witness witness) {
        this.instances = instances;
        this.transactions = transactions;
        this.host = host;
        this.witness = witness;
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "node";
        }
    }

    /** Looks at the database, and holds it if it is ours: for a host that works. Returns whether it is. */
    public synchronized boolean hold() {
        holding = true;
        return look() instanceof Ours;
    }

    /** Whether letters may go out from this database at this moment; looks where it was not looked at lately. */
    public boolean holds() {
        return current() instanceof Ours;
    }

    /** Why nothing is sent from this database, and what to do; null if it is ours. */
    public @Nullable String objection() {
        return switch (current()) {
            case Ours ours -> null;
            case Watching watching -> inWords(watching);
            case Foreign foreign -> foreign.reason() + ADVICE;
        };
    }

    /**
     * Does nothing if letters may go out from this database; waits where that is not known yet.
     *
     * @throws NotAdopted if they may not
     */
    public void require() {
        Standing now = current();
        while (now instanceof Watching watching && !watching.inVain()) {
            try {
                Thread.sleep(BEAT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            now = look();
        }
        String objection = objection();
        if (objection != null) {
            throw new NotAdopted(objection);
        }
    }

    private Standing current() {
        Standing known = standing;
        return known == null || System.nanoTime() - lookedAt > RELIABLE_NANOS ? look() : known;
    }

    private synchronized Standing look() {
        Standing before = standing;
        if (released && before != null) {
            return before;
        }
        Standing now = Objects.requireNonNull(transactions.execute(status -> judge(before)));
        standing = now;
        lookedAt = System.nanoTime();
        tell(before, now);
        return now;
    }

    private Standing judge(@Nullable Standing before) {
        Sighting sighting = instances.sight(host);
        if (sighting.adoption() == null) {
            instances.adoptFirst(sighting.fingerprint(), host);
            sighting = instances.sight(host);
        }
        Adoption adoption = Objects.requireNonNull(sighting.adoption());
        String difference = sighting.fingerprint().differenceFrom(adoption.as());
        if (difference != null) {
            return new Foreign("This database is a copy of the one that was adopted on " + adoption.by() + ": "
                    + difference + ".");
        }
        Memory memory = witness.of(adoption.id());
        if (memory != null && Objects.requireNonNullElse(sighting.beats(), 0L) + FORGIVEN < memory.beats()) {
            return new Foreign("This database was set back: it knows less than this host, " + host
                    + ", has seen of it. Letters that it takes for owed may have been sent.");
        }
        boolean known = sighting.beats() != null || before instanceof Ours;
        return known || sighting.holders().isEmpty() || live(sighting, before)
                ? take(adoption)
                : watch(sighting, before);
    }

    /** Whether those who hold it have been seen to. */
    private static boolean live(Sighting sighting, @Nullable Standing before) {
        return before instanceof Watching watching && sighting.theirBeats() != watching.beats();
    }

    private Standing take(Adoption adoption) {
        if (holding) {
            witness.remember(adoption.id(), instances.renew(host));
        }
        return new Ours();
    }

    private static Standing watch(Sighting sighting, @Nullable Standing before) {
        int looks = before instanceof Watching watching ? watching.looks() + 1 : 1;
        return new Watching(String.join(", ", sighting.holders()), sighting.theirBeats(), looks);
    }

    private String inWords(Watching watching) {
        return watching.inVain()
                ? "This database was held by " + watching.holders() + ", and never by this host, " + host
                        + "; nobody there has renewed the hold. Either it is a copy, and they work with the original, or this"
                        + " host takes their place." + ADVICE
                : "This database is held by " + watching.holders() + ", and never was by this host, " + host
                        + "; whether they live will be seen within half a minute.";
    }

    private void tell(@Nullable Standing before, Standing now) {
        switch (now) {
            case Foreign foreign when !now.equals(before) -> log.error("{}{}", foreign.reason(), ADVICE);
            case Watching watching
            when watching.inVain() && !(before instanceof Watching w && w.inVain()) ->
                log.error("{}", inWords(watching));
            case Watching watching when watching.looks() == 1 -> log.warn("{}", inWords(watching));
            case Ours ours when before != null && !now.equals(before) -> log.info("letters go out from this database");
            default -> {}
        }
    }

    /** Lets letters go out from this database from now on, whatever it was copied from. */
    public synchronized void adopt() {
        transactions.executeWithoutResult(status -> instances.adoptAnew(host));
        log.info("the database was adopted on {}", host);
        look();
    }

    /** Gives up the hold, so that any host may take it. */
    public synchronized void release() {
        if (holding && standing instanceof Ours) {
            witness.write();
            instances.release(host);
        }
        released = true;
    }
}
