package dev.tidings.api;

import dev.tidings.bulk.RowFields;
import dev.tidings.core.Message;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.SingleLetters;
import dev.tidings.edition.SingleLetters.Preview;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** One user's letter as a preview or a test, for administrators. */
@RestController
@Tag(name = "Digests")
class PreviewEndpoints {
    /** Allows a letter's images and styles, and nothing else. */
    private static final String LETTER_POLICY =
            "default-src 'none'; img-src https: data:; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

    private final SingleLetters letters;
    private final DigestCatalog digests;

    PreviewEndpoints(SingleLetters letters, DigestCatalog digests) {
        this.letters = letters;
        this.digests = digests;
    }

    enum PreviewFormat {
        HTML,
        TEXT,
        JSON
    }

    /** A complete letter without its recipient's address. */
    record PreviewResponse(String subject, String html, String text, Map<String, String> headers) {}

    record TestLetterRequest(
            @Schema(example = "user-17", maxLength = RowFields.MAX_ID, pattern = RowFields.ID_PATTERN) @NotBlank
            String userId,

            @Schema(description = "the primary one if omitted", pattern = RowSchemas.DIGEST_NAME) @Nullable
            String digest) {}

    @GetMapping("/v1/digest/preview")
    @Refusals({404})
    @Operation(
            operationId = "previewLetter",
            summary = "A user's letter as it would be now; nothing is sent. 404 if there would be none",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The letter in the requested format",
                            content = {
                                @Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(type = "string")),
                                @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string")),
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema = @Schema(implementation = PreviewResponse.class))
                            }))
    ResponseEntity<?> preview(
            @RequestParam("user_id") String userId,
            @RequestParam(required = false) @Nullable String digest,
            @RequestParam(defaultValue = "html") PreviewFormat format) {
        return switch (letters.preview(chosen(digest), userId)) {
            case Preview.RenderedPreview ready -> shown(ready.message(), format);
            case Preview.NoPreview none -> none(none.reason());
        };
    }

    private static ResponseEntity<?> shown(Message letter, PreviewFormat format) {
        return switch (format) {
            case HTML ->
                ResponseEntity.ok()
                        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                        .header("Content-Security-Policy", LETTER_POLICY)
                        .body(letter.html());
            case TEXT ->
                ResponseEntity.ok()
                        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                        .body(letter.text());
            case JSON ->
                ResponseEntity.ok(
                        new PreviewResponse(letter.subject(), letter.html(), letter.text(), letter.headers()));
        };
    }

    private static ResponseEntity<ProblemDetail> none(String reason) {
        ProblemDetail problem = ProblemDetails.of(HttpStatus.NOT_FOUND, "This user would get no letter: " + reason);
        problem.setProperty("reason", reason);
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    @PostMapping("/v1/digest/test")
    @Refusals({404, 409})
    @Operation(
            operationId = "sendTestLetter",
            summary = "Sends one user's letter now as a test, subscribed or not, and returns its outcome")
    LetterResponse test(@Valid @RequestBody TestLetterRequest body) {
        return LetterResponse.of(letters.sendTest(chosen(body.digest()), body.userId()));
    }

    private Digest chosen(@Nullable String name) {
        return name == null ? digests.primary() : digests.require(name);
    }
}
