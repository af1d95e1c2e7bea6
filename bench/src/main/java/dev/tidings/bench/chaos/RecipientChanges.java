package dev.tidings.bench.chaos;

import dev.tidings.audience.UnsubscribeTokens;
import dev.tidings.audience.UnsubscribeTokens.LinkBearer;
import dev.tidings.audience.UnsubscribeTokens.LinkPurpose;
import dev.tidings.core.Secret;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.dao.DataAccessException;

/**
 * Changes readers while a round's edition runs: one-click unsubscribes over HTTP; other accounts and addresses through
 * the API, or in the database as an embedding product does it. Each change that is answered is recorded with the
 * transactions that were committed by then.
 */
final class RecipientChanges {
    private static final int CLIENTS = 4;
    private static final int READERS_PER_FAULT = 20;

    private final Testbed rig;
    private final ChaosUsers readers;
    private final String digest;
    private final UnsubscribeTokens tokens;
    private final Set<String> optOutRequests = new HashSet<>();
    private final AtomicInteger answered = new AtomicInteger();

    RecipientChanges(Testbed rig, ChaosUsers readers, String digest) {
        this.rig = rig;
        this.readers = readers;
        this.digest = digest;
        tokens = new UnsubscribeTokens(new Secret(Testbed.SECRET), List.of(), InstantSource.system());
    }

    /** What changes. The readers of one kind have no change of another kind. */
    enum ChangeKind {
        OPT_OUT,
        ACCOUNT,
        ADDRESS
    }

    /** Changes some readers, chosen from the fault; returns when all requests are answered or given up. */
    void make(ChangeKind kind, Fault fault) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(fault.millis() * 101L + fault.atPercent());
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            for (int i = 0; i < fault.amount() * READERS_PER_FAULT; i++) {
                int reader = 1 + kind.ordinal() + 3 * random.nextInt(readers.count() / 3);
                boolean throughApi = random.nextBoolean();
                Future<?> _ = clients.submit(() -> make(kind, reader, throughApi));
            }
        } finally {
            clients.close();
        }
    }

    private void make(ChangeKind kind, int reader, boolean throughApi) {
        String user = ChaosUsers.id(reader);
        String value = switch (kind) {
            case OPT_OUT -> digest;
            case ACCOUNT -> ChaosUsers.otherAccount(reader);
            case ADDRESS -> ChaosUsers.otherAddress(reader);
        };
        boolean answered = switch (kind) {
            case OPT_OUT -> unsubscribe(user);
            case ACCOUNT ->
                throughApi
                        ? put(user, ChaosUsers.address(reader), value)
                        : update("update users set account_id = ? where id = ?", value, user);
            case ADDRESS ->
                throughApi
                        ? put(user, value, ChaosUsers.account(reader))
                        : update("update users set email = ? where id = ?", value, user);
        };
        if (answered) {
            record(kind, user, value);
        }
    }

    private boolean unsubscribe(String user) {
        synchronized (optOutRequests) {
            optOutRequests.add(user);
        }
        return anyNode().unsubscribe(tokens.issue(LinkPurpose.UNSUBSCRIBE, new LinkBearer(user, digest)));
    }

    private boolean put(String user, String email, String account) {
        return anyNode()
                        .call(
                                "PUT",
                                "/v1/users/" + user,
                                "{\"email\": \"" + email + "\", \"account_id\": \"" + account + "\"}")
                != null;
    }

    private boolean update(String sql, String value, String user) {
        try {
            return rig.database().newJdbc().sql(sql).params(value, user).update() == 1;
        } catch (DataAccessException e) {
            // A lock timeout, or the database is down: the product would be told.
            return false;
        }
    }

    private NodeProcess anyNode() {
        return rig.nodes().get(ThreadLocalRandom.current().nextInt(rig.nodes().size()));
    }

    /** Records which transactions are committed now. If the database is down, the change does not count. */
    private void record(ChangeKind kind, String user, String value) {
        try {
            rig.database()
                    .newJdbc()
                    .sql("""
                            insert into chaos.recipient_change (user_id, kind, value) values (:user, :kind, :value)
                            on conflict do nothing
                            """)
                    .param("user", user)
                    .param("kind", kind.name())
                    .param("value", value)
                    .update();
            answered.incrementAndGet();
        } catch (DataAccessException e) {
            return;
        }
    }

    int answered() {
        return answered.get();
    }

    /** Readers whose opt-out was requested, answered or not. */
    Set<String> optOutRequests() {
        synchronized (optOutRequests) {
            return Set.copyOf(optOutRequests);
        }
    }
}
