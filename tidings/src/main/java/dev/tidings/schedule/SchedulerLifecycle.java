package dev.tidings.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.tidings.edition.DrainSignal;
import dev.tidings.edition.JournalRecovery;
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
 * Starts the scheduler after all other components and stops it before them. Creates none on a node without scheduled
 * work. Pauses it while this host does not own the database.
 */
@Component
class SchedulerLifecycle implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(SchedulerLifecycle.class);

    private final ObjectProvider<Scheduler> scheduler;
    private final ObjectProvider<InstanceGuard> guard;
    private final ObjectProvider<JournalRecovery> journalRecovery;
    private final ObjectProvider<ClockStepRecovery> clockStepRecovery;
    private final NodeRoles nodeRoles;
    private final DrainSignal drainSignal;
    private final Settings settings;
    private volatile @Nullable ScheduledExecutorService ownershipExecutor;

    SchedulerLifecycle(
            ObjectProvider<Scheduler> scheduler,
            ObjectProvider<InstanceGuard> guard,
            ObjectProvider<JournalRecovery> journalRecovery,
            ObjectProvider<ClockStepRecovery> clockStepRecovery,
            NodeRoles nodeRoles,
            DrainSignal drainSignal,
            Settings settings) {
        this.scheduler = scheduler;
        this.guard = guard;
        this.journalRecovery = journalRecovery;
        this.clockStepRecovery = clockStepRecovery;
        this.nodeRoles = nodeRoles;
        this.drainSignal = drainSignal;
        this.settings = settings;
    }

    @Override
    public void start() {
        applyOwnership(guard.getObject().acquire());
        // Two threads: settling may wait for a lock, ownership checks may not.
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(
                2, Thread.ofPlatform().name("ownership-", 1).daemon().factory());
        long intervalMillis = InstanceGuard.HEARTBEAT_INTERVAL.toMillis();
        Future<?> _ = executor.scheduleWithFixedDelay(
                this::checkOwnership, intervalMillis, intervalMillis, TimeUnit.MILLISECONDS);
        Future<?> _ = executor.scheduleWithFixedDelay(
                this::settleLateOutcomes, intervalMillis, intervalMillis, TimeUnit.MILLISECONDS);
        ownershipExecutor = executor;
    }

    /** Checks ownership. While the database is unavailable the check fails and the scheduler keeps its state. */
    private void checkOwnership() {
        try {
            applyOwnership(guard.getObject().acquire());
        } catch (RuntimeException e) {
            log.debug("ownership check failed: {}", e.toString());
        }
    }

    /** While the database is unavailable this fails, and the outcomes wait. */
    private void settleLateOutcomes() {
        JournalRecovery recovery = journalRecovery.getObject();
        try {
            if (recovery.isDue() && guard.getObject().isOwner()) {
                recovery.settle();
            }
        } catch (RuntimeException e) {
            log.warn("outcomes that were written too late are not corrected yet: {}", e.toString());
        }
    }

    private void applyOwnership(boolean owned) {
        Scheduler target = scheduler.getObject();
        if (!owned) {
            target.pause();
        } else if (!target.getSchedulerState().isStarted()) {
            journalRecovery.getObject().settle();
            clockStepRecovery.getObject().recoverFromStepWhileStopped();
            target.resume();
            target.start();
        } else if (target.getSchedulerState().isPaused()) {
            target.resume();
            target.triggerCheckForDueExecutions();
        }
    }

    /** Aborts work in flight after half of the stop limit, when the scheduler interrupts its workers. */
    private void abortAfterHalfStopTime() {
        try {
            Thread.sleep(settings.stopWithin().dividedBy(2));
            drainSignal.abortInFlight();
        } catch (InterruptedException e) {
            log.debug("all work finished before the stop limit");
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
        settleLateOutcomes();
        journalRecovery.getObject().close();
        try {
            guard.getObject().release();
        } catch (RuntimeException e) {
            log.warn("ownership not released: {}", e.toString());
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
