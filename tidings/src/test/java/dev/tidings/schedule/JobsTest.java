package dev.tidings.schedule;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.edition.Editions;
import dev.tidings.schedule.Jobs.Job;
import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApplication;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The jobs of a node that runs the scheduler. */
class JobsTest {
    private static final String LYTICS = "open-edition-living-lytics";

    @RegisterExtension
    static final TestApplication app = TestApplication.serving().with(new NodeRoles(true, true));

    @Test
    void everyScheduledJobIsListedWithItsNextRun() {
        Jobs jobs = app.get(Jobs.class);

        assertThat(jobs.running()).isTrue();
        assertThat(jobs.clockEnabled()).isTrue();
        assertThat(jobs.all()).extracting(Job::id).contains(LYTICS, "rescue-single-letters");
        assertThat(jobs.all()).allSatisfy(job -> {
            assertThat(job.nextRun()).isNotNull();
            assertThat(job.name()).matches("[A-Z].*");
        });
        assertThat(jobs.find(LYTICS).orElseThrow().name()).isEqualTo("Weekly Living Lytics digest");
    }

    @Test
    void aJobCanBeRunNow() {
        Jobs jobs = app.get(Jobs.class);

        assertThat(jobs.runNow(LYTICS)).isPresent();

        await().untilAsserted(() -> {
            assertThat(app.get(Editions.class).list("living-lytics", null, null, 1))
                    .hasSize(1);
            Job job = jobs.find(LYTICS).orElseThrow();
            assertThat(job.failed()).isFalse();
            assertThat(job.lastRun()).isNotNull();
            assertThat(job.nextRun()).isAfter(TestApplication.MONDAY);
        });
        assertThat(jobs.runNow("make-coffee")).isEmpty();
    }

    @Test
    void theAdminApiListsTheJobs() {
        JsonNode status = TestApiClient.asAdmin(app)
                .get("/admin/api/digest-scheduler-status")
                .json();

        assertThat(status.path("status").asString()).isEqualTo("running");
        assertThat(status.path("enabled").asBoolean()).isTrue();
        JsonNode job = status.path("jobs").get(0);
        assertThat(job.propertyNames())
                .containsExactlyInAnyOrder(
                        "id", "name", "next_run_time", "last_run_time", "last_outcome", "failures", "running");
        assertThat(job.path("id").asString()).isEqualTo(LYTICS);
        assertThat(Instant.parse(job.path("next_run_time").asString()))
                .isEqualTo(app.get(Jobs.class).find(LYTICS).orElseThrow().nextRun());
    }

    @Test
    void theLaterRunDeterminesTheOutcome() {
        Instant before = TestApplication.MONDAY;
        Instant after = before.plusSeconds(1);

        assertThat(job(null, null).lastRun()).isNull();
        assertThat(job(before, after).failed()).isTrue();
        assertThat(job(before, after).lastRun()).isEqualTo(after);
        assertThat(job(after, before).failed()).isFalse();
        assertThat(job(after, before).lastRun()).isEqualTo(after);
        assertThat(job(null, before).failed()).isTrue();
    }

    private static Job job(@Nullable Instant success, @Nullable Instant failure) {
        return new Job("job", "Job", null, success, failure, 0, false);
    }
}
