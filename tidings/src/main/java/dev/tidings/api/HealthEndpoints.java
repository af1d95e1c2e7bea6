package dev.tidings.api;

import dev.tidings.database.AppliedMigrations;
import dev.tidings.database.ConnectionUse;
import dev.tidings.database.DatabaseFault;
import dev.tidings.instance.InstanceGuard;
import dev.tidings.schedule.DigestSchedules;
import dev.tidings.transport.Transports;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
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
    private static final int TIMEOUT_SECONDS = 2;

    private final AppliedMigrations migrations;
    private final DigestSchedules schedules;
    private final InstanceGuard guard;
    private final Transports transports;
    private final AtomicBoolean unready = new AtomicBoolean();
    private @Nullable FutureTask<Readiness> probe;

    HealthEndpoints(
            AppliedMigrations migrations, DigestSchedules schedules, InstanceGuard guard, Transports transports) {
        this.migrations = migrations;
        this.schedules = schedules;
        this.guard = guard;
        this.transports = transports;
    }

    record Readiness(
            @Schema(description = "whether the database answers within two seconds")
            boolean database,

            @Schema(description = "the newest migration that was applied", example = "2") @Nullable
            String migrations,

            @Schema(description = "whether this node opens editions on schedule") @Nullable
            Boolean scheduler,

            @Schema(description = "whether letters are sent from this database; /admin/api/instance says why not")
            @Nullable
            Boolean sending,

            @Schema(description = "the default transport", example = "resend")
            String transport) {}

    @GetMapping("/v1/health/liveness")
    @Operation(summary = "Whether this node is alive")
    Map<String, String> liveness() {
        return Map.of("status", "up");
    }

    @GetMapping("/v1/health/readiness")
    @Operation(summary = "Whether this node is ready; 503 if not")
    ResponseEntity<Readiness> readiness() {
        FutureTask<Readiness> current = currentProbe();
        try {
            Readiness readiness = current.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (unready.getAndSet(false)) {
                log.info("ready again");
            }
            return ResponseEntity.ok(readiness);
        } catch (ExecutionException | TimeoutException e) {
            if (!unready.getAndSet(true)) {
                log.warn("not ready: {}", DatabaseFault.describe(e));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .body(new Readiness(
                        false, null, null, null, transports.defaultTransport().name()));
    }

    /** Concurrent requests share one probe, so that they take one connection. */
    private synchronized FutureTask<Readiness> currentProbe() {
        FutureTask<Readiness> current = probe;
        if (current == null || current.isDone()) {
            current = new FutureTask<>(() -> ConnectionUse.READINESS.call(this::probe));
            probe = current;
            Thread.startVirtualThread(current);
        }
        return current;
    }

    private Readiness probe() {
        return new Readiness(
                true,
                migrations.latestVersion(),
                schedules.enabled(),
                guard.refusalReason() == null,
                transports.defaultTransport().name());
    }
}
