package dev.tidings.schedule;

import dev.tidings.maintenance.Watch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps a serving node's watch going in a thread of its own: what the scheduler did not do must not be the scheduler's to
 * tell.
 */
@Component
@ConditionalOnWebApplication
class WatchLifecycle implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(WatchLifecycle.class);
    private static final int EVERY_SECONDS = 30;
    private static final int STOP_SECONDS = 10;

    private final ObjectProvider<Watch> watch;
    private final Duties duties;
    private volatile @Nullable ScheduledExecutorService thread;

    WatchLifecycle(ObjectProvider<Watch> watch, Duties duties) {
        this.watch = watch;
        this.duties = duties;
    }

    @Override
    public void start() {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("watch").daemon().factory());
        Future<?> _ = executor.scheduleWithFixedDelay(this::look, 1, EVERY_SECONDS, TimeUnit.SECONDS);
        thread = executor;
    }

    private void look() {
        try {
            watch.getObject().look(duties.clock());
        } catch (RuntimeException e) {
            log.warn("the watch could not look: {}", e.toString());
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService executor = thread;
        if (executor == null) {
            return;
        }
        thread = null;
        executor.shutdownNow();
        try {
            if (executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                watch.getObject().leave();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("the watch was not signed off: {}", e.toString());
        }
    }

    @Override
    public boolean isAutoStartup() {
        return duties.work();
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
