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
 * Changes recipients while a round's edition runs: opt-outs by one-click requests; accounts and addresses through the
 * API or, as an embedding product does, in the database. Records each answered change with a snapshot of the committed
 * transactions.
 */
final class RecipientChanges {
    private static final int CLIENTS = 4;
    private static final int USERS_PER_CHANGE = 20;

    private final Testbed testbed;
    private final ChaosUsers users;
    private final String digest;
    private final UnsubscribeTokens tokens;
    private final Set<String> optOutRequests = new HashSet<>();
    private final AtomicInteger answered = new AtomicInteger();

    RecipientChanges(Testbed testbed, ChaosUsers users, String digest) {
        this.testbed = testbed;
        this.users = users;
        this.digest = digest;
        tokens = new UnsubscribeTokens(new Secret(Testbed.SECRET), List.of(), InstantSource.system());
    }

    /** What is changed. Each user has changes of one kind only. */
    enum ChangeKind {
        OPT_OUT(1),
        ACCOUNT(2),
        ADDRESS(3);

        private final int first;

        /** @param first number of the first user whom this kind changes; it changes every third user from there */
        ChangeKind(int first) {
            this.first = first;
        }

        private int chooseUser(SplittableRandom random, int count) {
            return first + 3 * random.nextInt(count / 3);
        }
    }

    /** Changes users chosen from the fault's values. Returns when all requests have ended. */
    void make(ChangeKind kind, Fault fault) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(fault.millis() * 101L + fault.atPercent());
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            for (int i = 0; i < fault.amount() * USERS_PER_CHANGE; i++) {
                int number = kind.chooseUser(random, users.count());
                boolean throughApi = random.nextBoolean();
                Future<?> _ = clients.submit(() -> make(kind, number, throughApi));
            }
        } finally {
            clients.close();
        }
    }

    private void make(ChangeKind kind, int number, boolean throughApi) {
        String user = ChaosUsers.id(number);
        String value = switch (kind) {
            case OPT_OUT -> digest;
            case ACCOUNT -> ChaosUsers.otherAccount(number);
            case ADDRESS -> ChaosUsers.otherAddress(number);
        };
        boolean answered = switch (kind) {
            case OPT_OUT -> unsubscribe(user);
            case ACCOUNT ->
                throughApi
                        ? put(user, ChaosUsers.address(number), value)
                        : update("update users set account_id = ? where id = ?", value, user);
            case ADDRESS ->
                throughApi
                        ? put(user, value, ChaosUsers.account(number))
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
            return testbed.database().newJdbc().sql(sql).params(value, user).update() == 1;
        } catch (DataAccessException e) {
            // A lock timeout, or the database is down. The change is not answered.
            return false;
        }
    }

    private NodeProcess anyNode() {
        return testbed.nodes()
                .get(ThreadLocalRandom.current().nextInt(testbed.nodes().size()));
    }

    /** Records the change and the transactions committed by now. If the database is down, the change does not count. */
    private void record(ChangeKind kind, String user, String value) {
        try {
            testbed.database()
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

    /** Returns the users whose opt-out was requested, answered or not. */
    Set<String> optOutRequests() {
        synchronized (optOutRequests) {
            return Set.copyOf(optOutRequests);
        }
    }
}
