package dev.tidings.api;

import dev.tidings.edition.DatabaseAdopter;
import dev.tidings.edition.ListedEdition;
import dev.tidings.instance.InstanceGuard;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Ownership of the database, for administrators. */
@RestController
@Tag(name = "Maintenance")
class InstanceEndpoints {
    private final InstanceGuard guard;
    private final DatabaseAdopter adopter;

    InstanceEndpoints(InstanceGuard guard, DatabaseAdopter adopter) {
        this.guard = guard;
        this.adopter = adopter;
    }

    record InstanceResponse(
            @Schema(description = "whether letters are sent from this database")
            boolean sending,

            @Schema(description = "why not, and what to do; null if they are") @Nullable
            String objection,

            @Schema(description = "the editions that this call cancelled")
            List<Long> cancelled) {}

    @GetMapping("/admin/api/instance")
    @Operation(
            operationId = "getInstance",
            summary = "Whether letters are sent from this database, or why it counts as restored or copied")
    InstanceResponse instance() {
        return answer(List.of());
    }

    @PostMapping("/admin/api/instance/adopt")
    @Operation(
            operationId = "adoptInstance",
            summary = "Adopts a restored or copied database: letters are sent from it from now on",
            description =
                    "With cancel_owed, nothing that was due until now is sent: letters owed are skipped as CANCELLED,"
                            + " and missing editions are opened and cancelled.")
    InstanceResponse adopt(@RequestParam(name = "cancel_owed", defaultValue = "false") boolean cancelOwed) {
        if (!cancelOwed) {
            adopter.adopt();
            return answer(List.of());
        }
        return answer(
                adopter.adoptAndCancelOwed().stream().map(ListedEdition::id).toList());
    }

    private InstanceResponse answer(List<Long> cancelled) {
        String objection = guard.refusalReason();
        return new InstanceResponse(objection == null, objection, cancelled);
    }
}
