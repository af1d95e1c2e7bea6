package dev.tidings.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.stats.MicrometerStatsRegistry;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import dev.tidings.core.Ticker;
import dev.tidings.database.ConnectionUse;
import dev.tidings.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** Configures the scheduler: a few threads per node; nodes share work through the database. */
@Configuration(proxyBeanMethods = false)
class ScheduleConfiguration {
    private static final int THREADS = 8;
    private static final int HOUSEKEEPERS = 3;
    private static final Duration POLL_EVERY = Duration.ofSeconds(1);

    /**
     * Missed heartbeats after which a node counts as dead. Other nodes check at every second heartbeat and resume its
     * work within six.
     */
    private static final int MISSED_HEARTBEATS = 4;

    /** Tasks unknown to this node belong to another node; they are never deleted as orphans. */
    private static final Duration NEVER = Duration.ofDays(36_500);

    @Bean(destroyMethod = "")
    Scheduler scheduler(
            DataSource dataSource,
            TaskDefinitions definitions,
            NodeRoles nodeRoles,
            Settings settings,
            InstantSource clock,
            Ticker ticker,
            MeterRegistry meters) {
        new SchedulerLogFilter(ticker).install();
        List<Task<?>> tasks = new ArrayList<>(definitions.workTasks());
        List<RecurringTask<Void>> recurring = new ArrayList<>(definitions.maintenanceTasks());
        if (nodeRoles.clock()) {
            recurring.addAll(definitions.clockTasks());
        }
        SchedulerBuilder builder = Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), tasks)
                .startTasks(recurring)
                .schedulerName(new SchedulerName.Fixed(nodeName()))
                .threads(THREADS)
                .dueExecutor(Executors.newSingleThreadExecutor(systemThreads("scheduler-due-")))
                .housekeeperExecutor(
                        Executors.newScheduledThreadPool(HOUSEKEEPERS, systemThreads("scheduler-housekeeper-")))
                .pollingInterval(POLL_EVERY)
                .pollUsingLockAndFetch(0.5, 1.0)
                .enablePriority()
                .heartbeatInterval(settings.heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .deleteUnresolvedAfter(NEVER)
                .shutdownMaxWait(settings.stopWithin().dividedBy(2))
                .alwaysPersistTimestampInUTC()
                .statsRegistry(new MicrometerStatsRegistry(meters, tasks))
                .clock(clock::instant);
        return builder.build();
    }

    /** Threads that take due tasks and send heartbeats while all workers wait for the database. */
    private static ThreadFactory systemThreads(String prefix) {
        ThreadFactory threads = Thread.ofPlatform().name(prefix, 1).daemon().factory();
        return task -> threads.newThread(() -> ConnectionUse.SYSTEM.run(task));
    }

    /** A name unique per process. A node never takes another's work for its own. */
    private static String nodeName() {
        return new SchedulerName.Hostname().getName() + "-"
                + ProcessHandle.current().pid() + "-"
                + UUID.randomUUID().toString().substring(0, 8);
    }
}
