package dev.tidings.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.testing.SettableTicker;
import dev.tidings.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests whether a host owns a database. The tests put rows and files into the state that a restore or a copy leaves.
 */
class InstanceGuardTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    Path data;

    private final SettableTicker ticker = new SettableTicker();

    @BeforeEach
    void deleteOwnership() {
        database.jdbc().sql("truncate instance, instance_host").update();
    }

    @Test
    void aNewDatabaseIsAdoptedByTheFirstHost() {
        assertThat(guard("one").acquire()).isTrue();

        assertThat(database.jdbc()
                        .sql("select adopted_by || ' ' || system_identifier from instance")
                        .query(String.class)
                        .single())
                .isEqualTo("one "
                        + database.jdbc()
                                .sql("select system_identifier::text from pg_control_system()")
                                .query(String.class)
                                .single());
    }

    @Test
    void aDatabaseRestoredOnAnotherServerIsNotOwned() {
        guard("one").acquire();
        database.jdbc().sql("update instance set system_identifier = '7'").update();

        assertThat(guard("one").acquire()).isFalse();
        assertThat(guard("one").refusalReason())
                .startsWith(
                        "This database is a copy of the one that was adopted on one: it is on another PostgreSQL server.")
                .contains("bin/tidings adopt");
    }

    @Test
    void aDatabaseCopiedOnTheSameServerIsNotOwned() {
        guard("one").acquire();
        TestDatabase copy = new TestDatabase().open();
        copy.jdbc()
                .sql(
                        "insert into instance select true, gen_random_uuid(), :cluster, :database, 'instance'::regclass::oid::bigint,"
                                + " now(), 'one'")
                .param(
                        "cluster",
                        database.jdbc()
                                .sql("select system_identifier from instance")
                                .query(String.class)
                                .single())
                .param(
                        "database",
                        database.jdbc()
                                .sql("select database_oid from instance")
                                .query(Long.class)
                                .single())
                .update();

        assertThat(guard(copy, "one", data).refusalReason()).contains("another database on the same PostgreSQL server");
        copy.afterAll(null);
    }

    @Test
    void tablesRestoredInPlaceAreNotOwned() {
        guard("one").acquire();
        database.jdbc()
                .sql("create table restored (like instance including all)")
                .update();
        database.jdbc().sql("insert into restored select * from instance").update();
        database.jdbc().sql("drop table instance").update();
        database.jdbc().sql("alter table restored rename to instance").update();

        assertThat(guard("one").refusalReason()).contains("its tables were created anew");
    }

    @Test
    void aDatabaseRestoredUnderARunningHostIsNoLongerOwned() {
        InstanceGuard guard = guard("one");
        sendHeartbeats(guard, 40);
        assertThat(guard.isOwner()).isTrue();

        database.jdbc().sql("update instance_host set heartbeat_count = 5").update();

        assertThat(guard.acquire()).isFalse();
        assertThat(guard.refusalReason())
                .contains("was restored from an older state")
                .contains("may have been sent");
    }

    @Test
    void aDatabaseRestoredWhileNoHostRanIsNotOwned() {
        sendHeartbeats(guard("one"), 50);
        database.jdbc().sql("update instance_host set heartbeat_count = 5").update();

        assertThat(guard("one").acquire()).isFalse();
    }

    @Test
    void aStandbyThatLacksTheLastSecondsIsOwned() {
        InstanceGuard guard = guard("one");
        sendHeartbeats(guard, 40);

        database.jdbc()
                .sql("update instance_host set heartbeat_count = heartbeat_count - 25")
                .update();

        assertThat(guard.acquire()).isTrue();
        assertThat(guard("one").acquire()).isTrue();
    }

    @Test
    void aHostOwnsTheDatabaseAfterACrash() {
        guard("one").acquire();

        assertThat(guard("one").acquire()).isTrue();
    }

    @Test
    void anotherHostAcquiresAReleasedDatabase() {
        InstanceGuard one = guard("one");
        one.acquire();
        one.release();

        assertThat(guard("two").acquire()).isTrue();
    }

    @Test
    void anotherHostJoinsALiveHost() {
        InstanceGuard one = guard("one");
        InstanceGuard two = guard("two");
        one.acquire();
        assertThat(two.acquire()).isFalse();

        one.acquire();

        assertThat(two.acquire()).isTrue();
        assertThat(holders()).isEqualTo("one,two");
    }

    @Test
    void aCopyOfTheFilesIsNotOwnedOnAnotherHost() {
        guard("production").acquire();

        InstanceGuard staging = guard("staging");
        sendHeartbeats(staging, 12);

        assertThat(staging.isOwner()).isFalse();
        assertThat(staging.refusalReason())
                .startsWith("This database was held by production, and never by this host, staging");
        assertThat(holders()).isEqualTo("production");
        assertThatThrownBy(staging::require).isInstanceOf(NotAdopted.class);
    }

    @Test
    void anotherHostJoinsWhenAHostPresumedDeadReturns() {
        InstanceGuard one = guard("one");
        one.acquire();
        InstanceGuard two = guard("two");
        sendHeartbeats(two, 20);

        one.acquire();

        assertThat(two.acquire()).isTrue();
    }

    @Test
    void anAdoptionTakesEffectOnEveryHost() {
        guard("production").acquire();
        database.jdbc().sql("update instance set system_identifier = '7'").update();
        InstanceGuard one = guard("one");
        InstanceGuard two = guard("two");
        assertThat(one.acquire() || two.acquire()).isFalse();

        guard("terminal").adopt();

        assertThat(one.acquire()).isTrue();
        two.acquire();
        one.acquire();
        assertThat(two.acquire()).isTrue();
        assertThat(two.refusalReason()).isNull();
    }

    /** The host's heartbeats continue during the adoption. */
    @Test
    void anAdoptionTakesEffectOnlyAfterItsCommit() {
        InstanceGuard guard = copied();
        List<Boolean> meanwhile = new ArrayList<>();

        boolean adopted = guard.adopt(() -> {
            meanwhile.add(onAnotherThread(guard::isOwner));
            meanwhile.add(onAnotherThread(guard::acquire));
            meanwhile.add(onAnotherThread(guard::isOwner));
            return true;
        });

        assertThat(adopted).isTrue();
        assertThat(meanwhile).containsExactly(false, false, false);
        assertThat(guard.isOwner()).isTrue();
    }

    @Test
    void aRolledBackAdoptionHasNoEffect() {
        InstanceGuard guard = copied();

        assertThatThrownBy(() -> guard.adopt(() -> {
                    throw new IllegalStateException("the caller's work failed");
                }))
                .hasMessage("the caller's work failed");

        assertThat(guard.isOwner()).isFalse();
        assertThat(guard.acquire()).isFalse();
    }

    /** A check inside a caller's transaction reads only committed rows. */
    @Test
    void uncommittedChangesDoNotAffectOwnership() {
        guard("one").acquire();
        InstanceGuard guard = guard("one");

        database.transactions().executeWithoutResult(status -> {
            database.jdbc().sql("update instance set system_identifier = '7'").update();
            status.setRollbackOnly();
            assertThat(guard.isOwner()).isTrue();
        });

        assertThat(guard.isOwner()).isTrue();
    }

    @Test
    void ownershipIsCheckedAgainAfterFiveSeconds() {
        InstanceGuard guard = guard("one");
        guard.acquire();
        database.jdbc().sql("update instance set system_identifier = '7'").update();
        assertThat(guard.isOwner()).isTrue();

        ticker.advance(Duration.ofSeconds(5));
        assertThat(guard.isOwner()).isTrue();
        ticker.advance(Duration.ofNanos(1));
        assertThat(guard.isOwner()).isFalse();
    }

    private InstanceGuard copied() {
        guard("one").acquire();
        database.jdbc().sql("update instance set system_identifier = '7'").update();
        InstanceGuard guard = guard("one");
        assertThat(guard.acquire()).isFalse();
        return guard;
    }

    private static boolean onAnotherThread(BooleanSupplier check) {
        return CompletableFuture.supplyAsync(check::getAsBoolean).join();
    }

    @Test
    void aCheckDoesNotAcquireTheDatabase() {
        assertThat(guard("web").isOwner()).isTrue();

        assertThat(holders()).isNull();
        assertThat(Files.exists(data.resolve("instance"))).isFalse();
    }

    @Test
    void anUnprivilegedRoleCanReadTheSystemIdentifier() {
        database.jdbc().sql("drop role if exists plain").update();
        database.jdbc().sql("create role plain").update();
        assertThat(database.jdbc()
                        .sql("select has_function_privilege('plain', 'pg_control_system()', 'execute')")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        database.jdbc().sql("drop role plain").update();
    }

    private InstanceGuard guard(String host) {
        return guard(database, host, data.resolve(host));
    }

    private InstanceGuard guard(TestDatabase database, String host, Path data) {
        return new InstanceGuard(
                new Instances(database.jdbc()),
                database.transactionManager(),
                host,
                new LocalOwnershipRecord(data),
                ticker);
    }

    private static void sendHeartbeats(InstanceGuard guard, int times) {
        for (int i = 0; i < times; i++) {
            guard.acquire();
        }
    }

    private static String holders() {
        return database.jdbc()
                .sql("select string_agg(host, ',' order by host) from instance_host where active")
                .query(String.class)
                .optional()
                .orElse(null);
    }
}
