package dev.tidings.schedule;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.tidings.core.Message;
import dev.tidings.health.Watchdog;
import dev.tidings.testing.TestApplication;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The watchdog thread of a serving node. */
class WatchdogLifecycleTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving(Path.of("src/test/resources/watched"));

    @Test
    void aMissedEditionIsAlertedWithoutTheSchedulerAndStoppingRemovesTheNode() {
        app.clock().set(TestApplication.MONDAY.minusSeconds(60));
        app.get(Watchdog.class).run(true);
        app.transport().reset();
        app.clock().set(TestApplication.MONDAY.plus(Duration.ofMinutes(15)));
        WatchdogLifecycle lifecycle = app.get(WatchdogLifecycle.class);
        assertThat(app.get(Scheduler.class).getSchedulerState().isStarted()).isFalse();
        assertThat(lifecycle.isRunning()).isFalse();

        lifecycle.start();
        assertThat(lifecycle.isRunning()).isTrue();
        await().until(() -> !app.transport().messages().isEmpty());
        lifecycle.stop();

        assertThat(app.transport().messages())
                .extracting(Message::subject)
                .containsExactly("Tidings: edition-opening of weekly is critical");
        assertThat(lifecycle.isRunning()).isFalse();
        assertThat(count("node")).isZero();
        assertThat(count("health_check where node <> ''")).isZero();
    }

    private static long count(String from) {
        return app.jdbc()
                .sql("select count(*) from " + from)
                .query((row, number) -> row.getLong(1))
                .single();
    }
}
