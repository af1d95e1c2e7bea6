package dev.tidings.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.tidings.audience.ChangeLimit;
import dev.tidings.audience.Preferences.ConsentSource;
import dev.tidings.audience.UnknownUser;
import dev.tidings.audience.User;
import dev.tidings.audience.UserChanges;
import dev.tidings.audience.UserDryRun;
import dev.tidings.audience.UserImport;
import dev.tidings.audience.Users;
import dev.tidings.bulk.ImportProgress;
import dev.tidings.bulk.ImportReport;
import dev.tidings.bulk.RowRefused;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Users, updated by the product. */
@RestController
@Tag(name = "Users")
class UserEndpoints {
    private static final Set<String> BULK_PARAMETERS = new TreeSet<>(List.of("dry_run", "force", "max_change"));

    private final JsonMapper json = new JsonMapper();
    private final Users users;
    private final UserImport userImport;

    UserEndpoints(Users users, UserImport userImport) {
        this.users = users;
        this.userImport = userImport;
    }

    /** @param notes values that were changed on input; only in the response to a change */
    record UserResponse(
            String id,
            String email,
            @Nullable String name,
            String accountId,
            @Nullable String timeZone,
            @Nullable String locale,
            @Nullable String plan,

            @JsonRawValue @Schema(types = "object") @Nullable
            String profile,

            boolean optInDigest,
            @Nullable Instant lastDigestSentAt,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes) {}

    @GetMapping("/v1/users/{id}")
    @Refusals({404})
    @Operation(operationId = "getUser", summary = "One user")
    UserResponse get(@PathVariable String id) {
        return answer(id, List.of());
    }

    @PutMapping("/v1/users/{id}")
    @Operation(
            operationId = "putUser",
            summary = "Creates a user or changes the fields in the body",
            description = "The body has the fields of a user line. Omitted fields do not change, null clears."
                    + " A new user needs email and account_id.",
            responses = {
                @ApiResponse(
                        responseCode = "200",
                        description = "Changed",
                        content = @Content(schema = @Schema(implementation = UserResponse.class))),
                @ApiResponse(
                        responseCode = "201",
                        description = "Created",
                        content = @Content(schema = @Schema(implementation = UserResponse.class)))
            })
    ResponseEntity<UserResponse> put(
            @PathVariable String id,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(ref = RowSchemas.USER),
                                            examples = @ExampleObject(ApiExamples.USER_FIELDS)))
                    @RequestBody
                    Map<String, @Nullable Object> body) {
        if (!id.equals(id.strip())) {
            throw new RowRefused("id has white space around it");
        }
        if (!id.equals(body.getOrDefault("id", id))) {
            throw new RowRefused("id differs from the one in the address");
        }
        ObjectNode line = json.valueToTree(body);
        line.put("id", id);
        HttpStatus status = users.find(id).isPresent() ? HttpStatus.OK : HttpStatus.CREATED;
        List<String> notes = userImport.importOne(line);
        return ResponseEntity.status(status).body(answer(id, notes));
    }

    @PostMapping("/v1/users/bulk")
    @Refusals({409})
    @Operation(
            operationId = "importUsers",
            summary = "Imports any number of user lines (NDJSON, or CSV as text/csv; also gzipped)",
            description = "Valid lines are stored, invalid ones are reported by line. 400 if no line could be stored."
                    + " 409 if the lines would change the opt-in, account or address of more users than max_change"
                    + " (without it, imports.max-change of the configuration) permits: nothing is stored then.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content =
                                    @Content(
                                            mediaType = ApiExamples.NDJSON,
                                            examples = @ExampleObject(ApiExamples.USER))),
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content = @Content(schema = @Schema(oneOf = {ImportReport.class, DryRunResponse.class}))))
    ResponseEntity<Object> bulk(
            @Parameter(description = "share of all users, such as 20%")
                    @RequestParam(name = "max_change", required = false)
                    @Nullable
                    String maxChange,
            @Parameter(description = "stores the lines however many users change") @RequestParam(defaultValue = "false")
                    boolean force,
            @Parameter(description = "stores nothing, and returns what would change")
                    @RequestParam(name = "dry_run", defaultValue = "false")
                    boolean dryRun,
            HttpServletRequest request)
            throws IOException {
        BulkUpload.requireParameters(request, BULK_PARAMETERS);
        ChangeLimit limit = limit(maxChange, force);
        if (dryRun) {
            UserDryRun found =
                    userImport.dryRun(request.getInputStream(), BulkUpload.format(request), ConsentSource.IMPORT);
            return ResponseEntity.ok(DryRunResponse.of(found, limit));
        }
        return BulkUpload.importRows(
                request,
                (in, format) -> userImport.importAll(in, format, ConsentSource.IMPORT, ImportProgress.none(), limit));
    }

    private @Nullable ChangeLimit limit(@Nullable String maxChange, boolean force) {
        try {
            ChangeLimit given = maxChange == null ? userImport.defaultLimit() : ChangeLimit.parse(maxChange);
            return force ? null : given;
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "max_change: " + e.getMessage(), e);
        }
    }

    /**
     * What an import would do.
     *
     * @param maxChange null without a limit
     * @param permitted whether the import would be stored
     */
    record DryRunResponse(
            boolean dryRun,
            ImportReport report,
            UserChanges changes,
            @Nullable String maxChange,
            boolean permitted) {

        private static DryRunResponse of(UserDryRun found, @Nullable ChangeLimit limit) {
            return new DryRunResponse(
                    true,
                    found.report(),
                    found.changes(),
                    limit == null ? null : limit.toString(),
                    limit == null || !found.changes().exceeds(limit));
        }
    }

    private UserResponse answer(String id, List<String> notes) {
        User user = users.find(id).orElseThrow(() -> new UnknownUser(id));
        return new UserResponse(
                user.id(),
                user.email(),
                user.name(),
                user.accountId(),
                user.timeZone(),
                user.locale(),
                user.plan(),
                user.profile(),
                user.optInDigest(),
                user.lastDigestSentAt(),
                notes);
    }
}
