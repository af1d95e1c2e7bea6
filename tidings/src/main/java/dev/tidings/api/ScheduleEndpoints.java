package dev.tidings.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.DeliverySummaries;
import dev.tidings.edition.Editions;
import dev.tidings.schedule.DigestSchedules;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Schedules of digests, for administrators. */
@RestController
@Tag(name = "Digests")
class ScheduleEndpoints {
    private final DigestCatalog digests;
    private final DigestSchedules schedules;
    private final Editions editions;
    private final DeliverySummaries summaries;

    ScheduleEndpoints(
            DigestCatalog digests, DigestSchedules schedules, Editions editions, DeliverySummaries summaries) {
        this.digests = digests;
        this.schedules = schedules;
        this.editions = editions;
        this.summaries = summaries;
    }

    /** One digest's schedule, with times in the digest's time zone. */
    record ScheduleEntry(
            @Schema(example = "living-lytics") String digest,

            @Schema(description = "recipient if each recipient's own zone counts", example = "America/Los_Angeles")
            String timezone,

            @Schema(description = "whether this node opens editions on schedule")
            boolean enabled,

            @Schema(description = "null if no node opens editions on schedule", example = "2026-11-23T07:00:00-08:00")
            @Nullable
            OffsetDateTime nextRun,

            @Schema(description = "the time in the last zone; null if there is only one zone or no schedule runs")
            @Nullable
            OffsetDateTime nextRunEnds,

            @Schema(description = "the last scheduled run; null before the first") @Nullable
            OffsetDateTime lastRun,

            @Schema(description = "the newest edition that can be read, however it was opened; null before the first")
            @Nullable
            EditionResponse lastResults) {}

    /** The requested digest, and all digests. */
    record ScheduleResponse(@JsonUnwrapped ScheduleEntry entry, List<ScheduleEntry> digests) {}

    @GetMapping("/v1/digest/schedule")
    @Refusals({404})
    @Operation(
            operationId = "getSchedule",
            summary = "A digest's last and next run; the primary digest, unless another is named")
    ScheduleResponse schedule(@RequestParam(required = false) @Nullable String digest) {
        Digest chosen = digest == null ? digests.primary() : digests.require(digest);
        return new ScheduleResponse(
                entry(chosen), digests.all().stream().map(this::entry).toList());
    }

    private ScheduleEntry entry(Digest digest) {
        DigestSchedules.DigestSchedule entry = schedules.scheduleOf(digest);
        EditionResponse newest = editions.newest(digest.name())
                .map(edition -> EditionResponse.of(edition, summaries.of(edition)))
                .orElse(null);
        return new ScheduleEntry(
                entry.digest(),
                digest.cadence().perRecipient() ? "recipient" : entry.zone().getId(),
                entry.enabled(),
                atZone(entry.zone(), entry.nextRun()),
                atZone(entry.zone(), entry.lastZone()),
                atZone(entry.zone(), entry.lastRun()),
                newest);
    }

    private static @Nullable OffsetDateTime atZone(ZoneId zone, @Nullable Instant moment) {
        return moment == null ? null : moment.atZone(zone).toOffsetDateTime();
    }
}
