package dev.tidings.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.tidings.edition.DrainSignal;
import dev.tidings.instance.InstanceGuard;
import dev.tidings.settings.Settings;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Starts the scheduler when everything else stands, and stops it before anything else goes. Where there is no work to do,
 * none is made. While the database is not the one that letters go out from, the scheduler waits.
 */
@Component
class SchedulerLifecycle implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(SchedulerLifecycle.class);

    private final ObjectProvider<Scheduler> scheduler;
    private final ObjectProvider<InstanceGuard> guard;
    private final NodeRoles nodeRoles;
    private final DrainSignal drainSignal;
    private final Settings settings;
    private volatile @Nullable ScheduledExecutorService ownershipExecutor;

    SchedulerLifecycle(
            ObjectProvider<Scheduler> scheduler,
            ObjectProvider<InstanceGuard> guard,
            NodeRoles duties,
            DrainSignal shift,
            Settings settings) {
        this.scheduler = scheduler;
        this.guard = guard;
        this.nodeRoles = duties;
        this.drainSignal = shift;
        this.settings = settings;
    }

    @Override
    public void start() {
        applyOwnership(guard.getObject().acquire());
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("instance").daemon().factory());
        long beat = InstanceGuard.HEARTBEAT_INTERVAL.toMillis();
        Future<?> _ = executor.scheduleWithFixedDelay(this::checkOwnership, beat, beat, TimeUnit.MILLISECONDS);
        ownershipExecutor = executor;
    }

    /** While the database is away, nothing can be told of it, and nothing is done. */
    private void checkOwnership() {
        try {
            applyOwnership(guard.getObject().acquire());
        } catch (RuntimeException e) {
            log.debug("the database could not be looked at: {}", e.toString());
        }
    }

    private void applyOwnership(boolean ours) {
        Scheduler work = scheduler.getObject();
        if (!ours) {
            work.pause();
        } else if (!work.getSchedulerState().isStarted()) {
            work.resume();
            work.start();
        } else if (work.getSchedulerState().isPaused()) {
            work.resume();
            work.triggerCheckForDueExecutions();
        }
    }

    /** When half of the time to stop is over, as the scheduler interrupts its workers. */
    private void abortAfterHalfStopTime() {
        try {
            Thread.sleep(settings.stopWithin().dividedBy(2));
            drainSignal.abortInFlight();
        } catch (InterruptedException e) {
            log.debug("all work ended in time");
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService executor = ownershipExecutor;
        if (executor != null) {
            executor.shutdown();
            ownershipExecutor = null;
        }
        drainSignal.drain();
        Thread limit = Thread.ofVirtual().start(this::abortAfterHalfStopTime);
        scheduler.getObject().stop();
        limit.interrupt();
        try {
            guard.getObject().release();
        } catch (RuntimeException e) {
            log.warn("the database was not given up: {}", e.toString());
        }
    }

    @Override
    public boolean isAutoStartup() {
        return nodeRoles.work();
    }

    @Override
    public boolean isRunning() {
        return ownershipExecutor != null;
    }
}
