package dev.tidings.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.tidings.edition.Shift;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Starts the scheduler when everything else stands, and stops it before anything else goes. Where there is no work to do,
 * none is made.
 */
@Component
class SchedulerLifecycle implements SmartLifecycle {
    private final ObjectProvider<Scheduler> scheduler;
    private final Duties duties;
    private final Shift shift;
    private volatile boolean running;

    SchedulerLifecycle(ObjectProvider<Scheduler> scheduler, Duties duties, Shift shift) {
        this.scheduler = scheduler;
        this.duties = duties;
        this.shift = shift;
    }

    @Override
    public void start() {
        scheduler.getObject().start();
        running = true;
    }

    @Override
    public void stop() {
        shift.end();
        scheduler.getObject().stop();
        running = false;
    }

    @Override
    public boolean isAutoStartup() {
        return duties.work();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
