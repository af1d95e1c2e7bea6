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

/** Runs a serving node's watchdog in its own thread: it must report a scheduler that does not run. */
@Component
@ConditionalOnWebApplication
class WatchdogLifecycle implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(WatchdogLifecycle.class);
    private static final int EVERY_SECONDS = 30;
    private static final int STOP_SECONDS = 10;

    private final ObjectProvider<Watchdog> watchdog;
    private final NodeRoles nodeRoles;
    private volatile @Nullable ScheduledExecutorService thread;

    WatchdogLifecycle(ObjectProvider<Watchdog> watchdog, NodeRoles nodeRoles) {
        this.watchdog = watchdog;
        this.nodeRoles = nodeRoles;
    }

    @Override
    public void start() {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("watchdog").daemon().factory());
        Future<?> _ = executor.scheduleWithFixedDelay(this::runWatchdog, 1, EVERY_SECONDS, TimeUnit.SECONDS);
        thread = executor;
    }

    private void runWatchdog() {
        try {
            watchdog.getObject().run(nodeRoles.clock());
        } catch (RuntimeException e) {
            log.warn("watchdog run failed: {}", e.toString());
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
            log.warn("watchdog not deregistered: {}", e.toString());
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
