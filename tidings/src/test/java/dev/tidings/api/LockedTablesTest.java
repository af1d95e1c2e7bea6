package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.Ticker;
import dev.tidings.database.ConnectionPools;
import dev.tidings.database.ConnectionUse;
import dev.tidings.schedule.NodeRoles;
import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApplication;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A working node while another session locks its tables, as {@code vacuum full} and {@code alter table} do. */
@Timeout(180)
class LockedTablesTest {
    private static final Duration LOCKED = Duration.ofSeconds(8);
    private static final int SCRAPERS = 6;

    @RegisterExtension
    static final TestApplication app = TestApplication.serving().with(new NodeRoles(true, true));

    @Test
    void nodeStaysReadyWhileSchedulerChecksAndMetricsWaitForLocks() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (Connection locker =
                        app.get(ConnectionPools.class).pool(ConnectionUse.JOBS).getConnection();
                ExecutorService scrapers = Executors.newVirtualThreadPerTaskExecutor()) {
            locker.setAutoCommit(false);
            locker.createStatement()
                    .execute(
                            "lock table scheduled_tasks, edition, digest_log, delivery, digest, chunk, health_check, node,"
                                    + " alert, users in access exclusive mode");
            for (int i = 0; i < SCRAPERS; i++) {
                Future<?> _ = scrapers.submit(() -> {
                    while (!done.get()) {
                        TestApiClient.asAdmin(app).get("/actuator/prometheus");
                    }
                });
            }
            try {
                long start = Ticker.SYSTEM.nanos();
                while (Ticker.SYSTEM.since(start).compareTo(LOCKED) < 0) {
                    assertThat(TestApiClient.withHeaders(app)
                                    .get("/v1/health/readiness")
                                    .status())
                            .isEqualTo(200);
                    Thread.sleep(50);
                }
            } finally {
                done.set(true);
                locker.rollback();
            }
        }
    }
}
