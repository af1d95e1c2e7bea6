package dev.tidings.api;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.DeliverySummaries;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.SingleLetters;
import dev.tidings.schedule.Jobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The digest scheduler, compatible with Proletto's admin interface. Two endpoints act on GET for compatibility: they
 * require a bearer token, their responses are not cached, and HEAD is refused.
 */
@RestController
@Tag(name = "Scheduler")
class SchedulerEndpoints {
    private static final String RECOMMENDATION = "recommendation";

    private final Jobs jobs;
    private final DigestCatalog digests;
    private final EditionOpener opener;
    private final SingleLetters letters;
    private final DeliverySummaries summaries;

    SchedulerEndpoints(
            Jobs jobs,
            DigestCatalog digests,
            EditionOpener opener,
            SingleLetters letters,
            DeliverySummaries summaries) {
        this.jobs = jobs;
        this.digests = digests;
        this.opener = opener;
        this.letters = letters;
        this.summaries = summaries;
    }

    /** One scheduled job. */
    record JobResponse(
            @Schema(example = "open-edition-proletto") String id,
            @Schema(example = "Weekly opportunities") String name,

            @Schema(description = "null if no node runs it on schedule") @Nullable
            Instant nextRunTime,

            @Schema(description = "end of the last run, successful or not; null before the first") @Nullable
            Instant lastRunTime,

            @Schema(description = "succeeded or failed; null before its first run", example = "succeeded") @Nullable
            String lastOutcome,

            @Schema(description = "consecutive failures") int failures,

            @Schema(description = "whether a node is running it")
            boolean running) {

        static JobResponse of(Jobs.Job job) {
            String outcome = job.lastRun() == null ? null : job.failed() ? "failed" : "succeeded";
            return new JobResponse(
                    job.id(), job.name(), job.nextRun(), job.lastRun(), outcome, job.failures(), job.running());
        }
    }

    record SchedulerResponse(
            @Schema(description = "running, or stopped if this node does no scheduled work", example = "running")
            String status,

            @Schema(description = "whether this node opens editions on schedule (ENABLE_SCHEDULER)")
            boolean enabled,

            List<JobResponse> jobs) {}

    @GetMapping("/admin/api/digest-scheduler-status")
    @Operation(
            operationId = "getSchedulerStatus",
            summary = "Whether the scheduler runs, and all scheduled jobs: next run, last run and its outcome")
    SchedulerResponse status() {
        return new SchedulerResponse(
                jobs.running() ? "running" : "stopped",
                jobs.clockEnabled(),
                jobs.all().stream().map(JobResponse::of).toList());
    }

    /** @param address where its progress can be read */
    record RunNowResponse(
            @Schema(example = "/v1/editions/12") String address, EditionResponse edition) {}

    @RequestMapping(
            path = "/admin/api/run-digest-now",
            method = {RequestMethod.GET, RequestMethod.POST})
    @Refusals({404, 409})
    @Operation(
            operationId = "runDigestNow",
            summary =
                    "Opens the edition of the last completed week, unless it was opened before, and returns its address",
            description = "For the named digest, else the first that recommends opportunities, else the primary"
                    + " one. Letters are sent in the background; calling it again sends nothing twice.",
            responses =
                    @ApiResponse(
                            responseCode = "202",
                            description = "The edition is open",
                            headers =
                                    @Header(
                                            name = "Location",
                                            schema = @Schema(type = "string", format = "uri-reference")),
                            content = @Content(schema = @Schema(implementation = RunNowResponse.class))))
    ResponseEntity<RunNowResponse> runNow(@RequestParam(required = false) @Nullable String digest) {
        Edition edition = opener.openLastCompleted(chosen(digest), OpenedBy.API);
        String address = "/v1/editions/" + edition.id();
        return ResponseEntity.accepted()
                .location(URI.create(address))
                .body(new RunNowResponse(address, EditionResponse.of(edition, summaries.of(edition))));
    }

    @RequestMapping(
            path = "/admin/api/test-digest-email/{user_id}",
            method = {RequestMethod.GET, RequestMethod.POST})
    @Refusals({404, 409})
    @Operation(
            operationId = "sendTestEmail",
            summary =
                    "Sends one user's letter now as a test, whatever their plan and subscription, and returns its outcome",
            description = "It never counts as the week's letter. A suppressed address gets none.")
    LetterResponse test(
            @PathVariable("user_id") String userId, @RequestParam(required = false) @Nullable String digest) {
        return LetterResponse.of(letters.sendTest(chosen(digest), userId));
    }

    private Digest chosen(@Nullable String name) {
        return name != null
                ? digests.require(name)
                : digests.all().stream()
                        .filter(digest -> digest.content().source().equals(RECOMMENDATION))
                        .findFirst()
                        .orElseGet(digests::primary);
    }
}
