package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.audience.UnsubscribeTokens;
import dev.tidings.audience.UnsubscribeTokens.LinkBearer;
import dev.tidings.audience.UnsubscribeTokens.LinkPurpose;
import dev.tidings.database.ConnectionPools;
import dev.tidings.database.ConnectionUse;
import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApiClient.TestApiResponse;
import dev.tidings.testing.TestApplication;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests while another session holds a lock on {@code users}, as {@code create index} does. */
@Timeout(180)
class LockedUsersTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving();

    @Test
    void unsubscribesWaitingForALockDoNotBlockReadinessOrPages() throws Exception {
        app.insertReader("ada");
        try (Connection locker =
                        app.get(ConnectionPools.class).pool(ConnectionUse.JOBS).getConnection();
                ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            locker.setAutoCommit(false);
            locker.createStatement().execute("lock table users in share mode");
            List<Future<TestApiResponse>> waiting = IntStream.range(0, 40)
                    .mapToObj(reader -> readers.submit(LockedUsersTest::oneClickUnsubscribe))
                    .toList();

            while (waiting.stream().anyMatch(answer -> !answer.isDone())) {
                assertThat(TestApiClient.withHeaders(app)
                                .get("/v1/health/readiness")
                                .status())
                        .isEqualTo(200);
                assertThat(TestApiClient.asAdmin(app).get("/v1/editions").status())
                        .isEqualTo(200);
                Thread.sleep(100);
            }
            for (Future<TestApiResponse> answer : waiting) {
                assertThat(answer.get().status()).isEqualTo(503);
                assertThat(answer.get().header("Retry-After")).isEqualTo("5");
                assertThat(answer.get().body()).contains("Please open the link again");
            }
            locker.rollback();
        }
        assertThat(oneClickUnsubscribe().status()).isEqualTo(200);
        assertThat(app.jdbc()
                        .sql("select opt_in_digest from users where id = 'ada'")
                        .query(Boolean.class)
                        .single())
                .isFalse();
    }

    @Test
    void pageWithoutAFreeConnectionIs503AndTheNodeStaysReady() throws SQLException {
        List<Connection> taken = new ArrayList<>();
        ConnectionPools pools = app.get(ConnectionPools.class);
        for (ConnectionUse use : List.of(
                ConnectionUse.SYSTEM,
                ConnectionUse.WORK,
                ConnectionUse.JOBS,
                ConnectionUse.CONSENT,
                ConnectionUse.PAGES)) {
            for (int i = 0; i < pools.pool(use).getMaximumPoolSize(); i++) {
                taken.add(pools.pool(use).getConnection());
            }
        }

        TestApiResponse list = TestApiClient.asAdmin(app).get("/v1/editions");
        assertThat(list.status()).isEqualTo(503);
        assertThat(list.header("Retry-After")).isEqualTo("5");
        assertThat(list.json().get("detail").asString())
                .isEqualTo("The database is busy, and nothing was changed: try again in a few seconds");
        assertThat(TestApiClient.withHeaders(app).get("/v1/health/readiness").status())
                .isEqualTo(200);
        for (Connection connection : taken) {
            connection.close();
        }
    }

    private static TestApiResponse oneClickUnsubscribe() {
        String token =
                app.get(UnsubscribeTokens.class).issue(LinkPurpose.UNSUBSCRIBE, new LinkBearer("ada", "living-lytics"));
        return TestApiClient.withHeaders(app)
                .send(
                        "POST",
                        "/v1/digest/unsubscribe?token=" + token,
                        BodyPublishers.ofString("List-Unsubscribe=One-Click"),
                        "Content-Type",
                        "application/x-www-form-urlencoded");
    }
}
