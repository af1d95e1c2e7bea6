package dev.tidings.schedule;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.tidings.database.ConnectionUse;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.ChunkDeliverer;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.EditionPlanner;
import dev.tidings.edition.SingleLetters;
import dev.tidings.edition.WorkQueue;
import dev.tidings.health.MaintenanceJob;
import dev.tidings.recommender.DailyTraining;
import dev.tidings.recommender.RecommendationContentSource;
import dev.tidings.retention.Pruner;
import dev.tidings.scraping.Scraper;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Defines all scheduled and persistent tasks. Its methods only delegate. */
@Component
class TaskDefinitions {
    private static final String SCRAPE = "scrape";
    private static final String RESCUE_SINGLE_LETTERS = "rescue-single-letters";
    private static final Duration RESCUE_EVERY = Duration.ofMinutes(5);
    private static final Duration MAINTAIN_EVERY = Duration.ofMinutes(1);
    private static final Duration LOOK_FOR_DUE_SOURCES_EVERY = Duration.ofMinutes(1);
    private static final LocalTime PRUNE_AT = LocalTime.of(2, 20);

    private final DigestCatalog digests;
    private final EditionOpener opener;
    private final EditionPlanner planner;
    private final ChunkDeliverer deliverer;
    private final SingleLetters singleLetters;
    private final Scraper scraper;
    private final DailyTraining learning;

    /** Created on first use, as the pruner is: an error during creation must not stop letters from being sent. */
    private final ObjectProvider<MaintenanceJob> maintenance;

    private final ObjectProvider<Pruner> pruner;

    private final EditionTaskCompletion editionTasks = new EditionTaskCompletion();

    TaskDefinitions(
            DigestCatalog digests,
            EditionOpener opener,
            EditionPlanner planner,
            ChunkDeliverer deliverer,
            SingleLetters singleLetters,
            ObjectProvider<MaintenanceJob> maintenance,
            ObjectProvider<Pruner> pruner,
            Scraper scraper,
            DailyTraining learning) {
        this.digests = digests;
        this.opener = opener;
        this.planner = planner;
        this.deliverer = deliverer;
        this.singleLetters = singleLetters;
        this.maintenance = maintenance;
        this.pruner = pruner;
        this.scraper = scraper;
        this.learning = learning;
    }

    /**
     * Recurring tasks of a node with the clock role: one per digest at its cadence, one for all sources, one for
     * training.
     */
    List<RecurringTask<Void>> clockTasks() {
        List<RecurringTask<Void>> tasks =
                new ArrayList<>(digests.all().stream().map(this::openEdition).toList());
        tasks.add(scrape());
        digests.all().stream()
                .filter(TaskDefinitions::usesRecommender)
                .findFirst()
                .map(this::learn)
                .ifPresent(tasks::add);
        return tasks;
    }

    /** Tasks of every node with the work role. */
    List<Task<?>> workTasks() {
        return List.of(planEdition(), deliverChunk());
    }

    /** Maintenance tasks of every node with the clock role. */
    List<RecurringTask<Void>> maintenanceTasks() {
        return List.of(rescueSingleLetters(), maintain(), prune());
    }

    /** Names of tasks that run after a delay, not at a time of day. */
    List<String> tasksAfterDelay() {
        return List.of(
                WorkQueue.PLAN.getTaskName(),
                WorkQueue.DELIVER.getTaskName(),
                SCRAPE,
                RESCUE_SINGLE_LETTERS,
                MaintenanceJob.TASK_NAME);
    }

    /** The task name of a digest. */
    static String taskName(Digest digest) {
        return "open-edition-" + digest.name();
    }

    private RecurringTask<Void> openEdition(Digest digest) {
        return Tasks.recurring(taskName(digest), new CadenceSchedule(digest.cadence()))
                .onFailure(retry())
                .execute((instance, context) -> editionTasks.ofSchedule(opener, digest));
    }

    private RecurringTask<Void> scrape() {
        return Tasks.recurring(SCRAPE, FixedDelay.of(LOOK_FOR_DUE_SOURCES_EVERY))
                .execute((instance, context) -> scraper.runDue());
    }

    private RecurringTask<Void> learn(Digest digest) {
        ZoneId zone = digest.cadence().referenceZone();
        return Tasks.recurring("learn", new Daily(zone, DailyTraining.AT))
                .execute((instance, context) -> ConnectionUse.JOBS.run(() -> learning.train(zone)));
    }

    private static boolean usesRecommender(Digest digest) {
        return digest.content().source().equals(RecommendationContentSource.NAME);
    }

    private Task<Void> planEdition() {
        return Tasks.custom(WorkQueue.PLAN)
                .onFailure(retry())
                .onDeadExecutionRevive()
                .execute((instance, context) -> editionTasks.ofPlanning(planner, instance.getId()));
    }

    private Task<Void> deliverChunk() {
        return Tasks.custom(WorkQueue.DELIVER)
                .onFailure(retry())
                .onDeadExecutionRevive()
                .execute((instance, context) ->
                        editionTasks.ofChunk(deliverer, instance.getId(), context.getCurrentlyExecuting()));
    }

    private RecurringTask<Void> rescueSingleLetters() {
        return Tasks.recurring(RESCUE_SINGLE_LETTERS, FixedDelay.of(RESCUE_EVERY))
                .execute((instance, context) -> singleLetters.rescue());
    }

    private RecurringTask<Void> maintain() {
        return Tasks.recurring(MaintenanceJob.TASK_NAME, FixedDelay.of(MAINTAIN_EVERY))
                .execute((instance, context) -> maintenance.getObject().run());
    }

    private RecurringTask<Void> prune() {
        return Tasks.recurring("prune", new Daily(ZoneOffset.UTC, PRUNE_AT))
                .execute((instance, context) -> ConnectionUse.JOBS.run(pruner.getObject()::run));
    }

    private static FailureHandler<Void> retry() {
        return (complete, operations) ->
                operations.reschedule(complete, complete.getTimeDone().plus(EditionTaskCompletion.RETRY));
    }
}
