package dev.tidings.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import dev.tidings.testing.TestApplication;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The recommender's training schedule for a digest in New York. */
class TrainingTaskTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving(Path.of("../examples/proletto"));

    @Test
    void trainingRunsAtThreeInTheDigestsZone() {
        RecurringTask<Void> training = app.get(TaskDefinitions.class).clockTasks().stream()
                .filter(task -> task.getName().equals("learn"))
                .findFirst()
                .orElseThrow();

        assertThat(nextRun(training, "2026-01-12T07:59:59Z"))
                .as("03:00 in New York in winter")
                .isEqualTo("2026-01-12T08:00:00Z");
        assertThat(nextRun(training, "2026-07-13T00:00:00Z"))
                .as("03:00 in New York in summer")
                .isEqualTo("2026-07-13T07:00:00Z");
    }

    private static Instant nextRun(RecurringTask<Void> task, String now) {
        return task.schedulableInstance(RecurringTask.INSTANCE).getNextExecutionTime(Instant.parse(now));
    }
}
