package dev.tidings.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.tidings.audience.Preferences.ConsentSource;
import dev.tidings.audience.UnknownUser;
import dev.tidings.audience.User;
import dev.tidings.audience.UserImport;
import dev.tidings.audience.Users;
import dev.tidings.bulk.ImportProgress;
import dev.tidings.bulk.ImportReport;
import dev.tidings.bulk.RowRefused;
import io.swagger.v3.oas.annotations.Operation;
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
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Users, updated by the product. */
@RestController
@Tag(name = "Users")
class UserEndpoints {
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
            @JsonRawValue @Schema(type = "object") @Nullable String profile,
            boolean optInDigest,
            @Nullable Instant lastDigestSentAt,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes) {}

    @GetMapping("/v1/users/{id}")
    @Operation(summary = "One user")
    UserResponse get(@PathVariable String id) {
        return answer(id, List.of());
    }

    @PutMapping("/v1/users/{id}")
    @Operation(
            summary = "Creates a user or changes the fields in the body",
            description = "The body has the fields of a user line. Omitted fields do not change, null clears."
                    + " A new user needs email and account_id.")
    ResponseEntity<UserResponse> put(
            @PathVariable String id,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(examples = @ExampleObject(ApiExamples.USER)))
                    @RequestBody
                    Map<String, @Nullable Object> body) {
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
    @Operation(
            summary = "Imports any number of user lines (NDJSON, or CSV as text/csv; also gzipped)",
            description = "Valid lines are stored, invalid ones are reported by line. 400 if no line could be stored.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content =
                                    @Content(
                                            mediaType = ApiExamples.NDJSON,
                                            examples = @ExampleObject(ApiExamples.USER))),
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content = @Content(schema = @Schema(implementation = ImportReport.class))))
    ResponseEntity<Object> bulk(HttpServletRequest request) throws IOException {
        return BulkUpload.importRows(
                request, (in, format) -> userImport.importAll(in, format, ConsentSource.IMPORT, ImportProgress.none()));
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
