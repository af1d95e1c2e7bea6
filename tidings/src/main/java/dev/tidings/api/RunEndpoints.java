package dev.tidings.api;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.DeliverySummaries;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.EditionNotReadable;
import dev.tidings.edition.EditionOpener;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Starts scheduled work now, for administrators. */
@RestController
@Tag(name = "Digests")
class RunEndpoints {
    private static final String LAST_COMPLETED_WEEK = "last_completed_week";

    private final DigestCatalog digests;
    private final EditionOpener opener;
    private final DeliverySummaries summaries;
    private final InstantSource clock;

    RunEndpoints(DigestCatalog digests, EditionOpener opener, DeliverySummaries summaries, InstantSource clock) {
        this.digests = digests;
        this.opener = opener;
        this.summaries = summaries;
        this.clock = clock;
    }

    /** @param period the week; the last completed one if omitted */
    record RunRequest(
            @Schema(
                    description = "last_completed_week, or any day of the week, such as 2026-11-09",
                    example = LAST_COMPLETED_WEEK,
                    pattern = "^(" + LAST_COMPLETED_WEEK + "|\\d{4}-\\d{2}-\\d{2})$")
            @Nullable
            String period) {}

    /** The editions that run now, each in its current state. */
    record RunResponse(LocalDate periodStart, LocalDate periodEnd, List<EditionListEntry> editions) {}

    @PostMapping("/v1/digest/run-all")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Refusals({404, 409})
    @Operation(
            operationId = "runAll",
            summary = "Opens the week's edition of every digest, unless it was opened before",
            description =
                    "Letters are sent in the background: follow GET /v1/editions/{id}. Calling it again sends nothing"
                            + " twice. period_start and period_end are the primary digest's.")
    RunResponse runAll(
            @RequestBody(required = false) @Nullable RunRequest body,
            @RequestParam(required = false) @Nullable String digest,
            @Parameter(
                            description =
                                    "whether letters leave without a check before the first: no brakes, no waiting, no sample first")
                    @RequestParam(defaultValue = "false")
                    boolean force) {
        Collection<Digest> chosen = digest == null ? digests.all() : List.of(digests.require(digest));
        String week = body == null || body.period() == null ? LAST_COMPLETED_WEEK : body.period();
        Map<Digest, DigestPeriod> runs = new LinkedHashMap<>();
        chosen.forEach(one -> runs.put(one, period(week, one)));
        List<EditionListEntry> editions = runs.entrySet().stream()
                .map(run -> open(run.getKey(), run.getValue(), force))
                .toList();
        DigestPeriod shown =
                runs.getOrDefault(digests.primary(), runs.values().iterator().next());
        return new RunResponse(shown.start(), shown.end(), editions);
    }

    /** An edition that was opened before and cannot be read now does not keep the other digests' from being opened. */
    private EditionListEntry open(Digest digest, DigestPeriod period, boolean force) {
        try {
            return EditionListEntry.of(opener.open(digest, period, OpenedBy.API, force), summaries);
        } catch (EditionNotReadable e) {
            return EditionListEntry.of(e.edition(), summaries);
        }
    }

    private DigestPeriod period(String week, Digest digest) {
        return week.equals(LAST_COMPLETED_WEEK)
                ? digest.cadence().lastCompleted(clock.instant())
                : opener.requirePeriod(digest, day(week));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST,
                    "period is neither " + LAST_COMPLETED_WEEK + " nor a day such as 2026-11-09",
                    e);
        }
    }
}
