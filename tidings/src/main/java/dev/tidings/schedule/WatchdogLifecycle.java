package dev.tidings.schedule;

import dev.tidings.health.Watchdog;
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
class WatchdogLifecycle implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(WatchdogLifecycle.class);
    private static final int EVERY_SECONDS = 30;
    private static final int STOP_SECONDS = 10;

    private final ObjectProvider<Watchdog> watchdog;
    private final NodeRoles nodeRoles;
    private volatile @Nullable ScheduledExecutorService thread;

    WatchdogLifecycle(ObjectProvider<Watchdog> watch, NodeRoles duties) {
        this.watchdog = watch;
        this.nodeRoles = duties;
    }

    @Override
    public void start() {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("watch").daemon().factory());
        Future<?> _ = executor.scheduleWithFixedDelay(this::runWatchdog, 1, EVERY_SECONDS, TimeUnit.SECONDS);
        thread = executor;
    }

    private void runWatchdog() {
        try {
            watchdog.getObject().run(nodeRoles.clock());
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
                watchdog.getObject().deregister();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("the watch was not signed off: {}", e.toString());
        }
    }

    @Override
    public boolean isAutoStartup() {
        return nodeRoles.work();
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
