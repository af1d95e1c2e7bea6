package dev.tidings.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Starts the scheduler when everything else stands, and stops it before anything else goes. */
@Component
class SchedulerLifecycle implements SmartLifecycle {
    private final Scheduler scheduler;
    private final Duties duties;
    private volatile boolean running;

    SchedulerLifecycle(Scheduler scheduler, Duties duties) {
        this.scheduler = scheduler;
        this.duties = duties;
    }

    @Override
    public void start() {
        scheduler.start();
        running = true;
    }

    @Override
    public void stop() {
        scheduler.stop();
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
