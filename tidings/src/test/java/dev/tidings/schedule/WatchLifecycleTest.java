package dev.tidings.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.tidings.core.Message;
import dev.tidings.maintenance.Watch;
import dev.tidings.testing.TestHouse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The thread in which a serving node watches. */
class WatchLifecycleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final TestHouse house = TestHouse.serving(Path.of("src/test/resources/watched"));

    @Test
    void aMissedMondayIsToldWithoutTheSchedulerAndTheNodeSignsOff() throws InterruptedException {
        house.clock().set(TestHouse.MONDAY.minusSeconds(60));
        house.get(Watch.class).look(true);
        house.transport().reset();
        house.clock().set(TestHouse.MONDAY.plus(Duration.ofMinutes(15)));
        WatchLifecycle lifecycle = house.get(WatchLifecycle.class);
        assertThat(house.get(Scheduler.class).getSchedulerState().isStarted()).isFalse();
        assertThat(lifecycle.isRunning()).isFalse();

        lifecycle.start();
        assertThat(lifecycle.isRunning()).isTrue();
        waitForMail();
        lifecycle.stop();

        assertThat(house.transport().messages())
                .extracting(Message::subject)
                .containsExactly("Tidings: edition-opening of weekly is critical");
        assertThat(lifecycle.isRunning()).isFalse();
        assertThat(count("node")).isZero();
        assertThat(count("health_check where node <> ''")).isZero();
    }

    private static void waitForMail() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (house.transport().messages().isEmpty() && System.nanoTime() < end) {
            Thread.sleep(50);
        }
    }

    private static long count(String from) {
        return house.jdbc()
                .sql("select count(*) from " + from)
                .query((row, number) -> row.getLong(1))
                .single();
    }
}
