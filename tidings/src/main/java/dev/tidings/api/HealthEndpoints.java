package dev.tidings.api;

import dev.tidings.core.EmailAddress;
import dev.tidings.database.AppliedMigrations;
import dev.tidings.database.ConnectionUse;
import dev.tidings.database.DatabaseFault;
import dev.tidings.instance.InstanceGuard;
import dev.tidings.schedule.DigestSchedules;
import dev.tidings.transport.Transports;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Liveness and readiness of this node, for load balancers. */
@RestController
@Tag(name = "Health")
class HealthEndpoints {
    private static final Logger log = LoggerFactory.getLogger(HealthEndpoints.class);
    private static final Duration DATABASE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration OWNERSHIP_TIMEOUT = Duration.ofSeconds(1);

    private final DigestSchedules schedules;
    private final Transports transports;
    private final SharedProbe<String> database;
    private final SharedProbe<Optional<String>> refusal;
    private final AtomicBoolean unready = new AtomicBoolean();
    private final AtomicBoolean unknownOwner = new AtomicBoolean();

    HealthEndpoints(
            AppliedMigrations migrations, DigestSchedules schedules, InstanceGuard guard, Transports transports) {
        this.schedules = schedules;
        this.transports = transports;
        database = new SharedProbe<>(() -> ConnectionUse.READINESS.call(migrations::latestVersion));
        refusal = new SharedProbe<>(() -> Optional.ofNullable(guard.refusalReason()));
    }

    record Readiness(
            @Schema(description = "whether the database answers within two seconds")
            boolean database,

            @Schema(description = "the newest migration that was applied", example = "2") @Nullable
            String migrations,

            @Schema(description = "whether this node opens editions on schedule") @Nullable
            Boolean scheduler,

            @Schema(description = "whether letters are sent from this database") @Nullable
            Boolean sending,

            @Schema(description = "why no letters are sent from this database; null if they are") @Nullable
            String objection,

            @Schema(description = "the default transport", example = "resend")
            String transport,

            @Schema(
                    description = "where every letter goes, shortened; null if letters go to their recipients",
                    example = "s…@example.com")
            @Nullable
            String redirectedTo) {}

    @GetMapping("/v1/health/liveness")
    @Operation(operationId = "getLiveness", summary = "Whether this node is alive")
    Map<String, String> liveness() {
        return Map.of("status", "up");
    }

    @GetMapping("/v1/health/readiness")
    @Operation(
            operationId = "getReadiness",
            summary = "Whether this node is ready; 503 if not",
            responses = {
                @ApiResponse(
                        responseCode = "200",
                        description = "Ready",
                        content = @Content(schema = @Schema(implementation = Readiness.class))),
                @ApiResponse(
                        responseCode = "503",
                        description = "Not ready",
                        content = @Content(schema = @Schema(implementation = Readiness.class)))
            })
    ResponseEntity<Readiness> readiness() {
        String transport = transports.defaultTransport().name();
        EmailAddress redirectTo = transports.redirectTo();
        String redirectedTo = redirectTo == null ? null : redirectTo.masked();
        try {
            String migrations = database.answer(DATABASE_TIMEOUT);
            if (unready.getAndSet(false)) {
                log.info("ready again");
            }
            String objection = objection();
            return ResponseEntity.ok(new Readiness(
                    true, migrations, schedules.enabled(), objection == null, objection, transport, redirectedTo));
        } catch (ExecutionException | TimeoutException e) {
            if (!unready.getAndSet(true)) {
                log.warn("not ready: {}", DatabaseFault.describe(e));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .body(new Readiness(false, null, null, null, null, transport, redirectedTo));
    }

    /**
     * Why no letters are sent from this database; null if they are. If that cannot be determined, the node still serves
     * the pages behind links in letters.
     */
    private @Nullable String objection() throws InterruptedException {
        try {
            String objection = refusal.answer(OWNERSHIP_TIMEOUT).orElse(null);
            unknownOwner.set(false);
            return objection;
        } catch (ExecutionException | TimeoutException e) {
            if (!unknownOwner.getAndSet(true)) {
                log.warn("it is unknown whether letters may be sent from this database", e);
            }
            DatabaseFault fault = DatabaseFault.of(e);
            return "It cannot be determined whether letters may be sent from this database: "
                    + (fault == null ? "the log has the error." : fault.words() + ".");
        }
    }
}
