package dev.tidings.readers;

import dev.tidings.database.DatabaseFault;
import dev.tidings.feedback.ClickedLink;
import dev.tidings.feedback.LetterTracking;
import dev.tidings.feedback.TrackingRequest;
import dev.tidings.feedback.TrackingTokens;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The tracking pixel and the redirects behind tracked links. A reader reaches the link's target even if the event
 * cannot be recorded, and never another target.
 */
@RestController
@Tag(name = "Readers")
public class TrackingEndpoints {
    private static final Logger log = LoggerFactory.getLogger(TrackingEndpoints.class);

    /** One transparent pixel (GIF89a). */
    private static final byte[] PIXEL = HexFormat.of()
            .parseHex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b");

    private final TrackingTokens tokens;
    private final LetterTracking tracking;
    private final ReaderPages pages;

    TrackingEndpoints(TrackingTokens tokens, LetterTracking tracking, ReaderPages pages) {
        this.tokens = tokens;
        this.tracking = tracking;
        this.pages = pages;
    }

    static TrackingRequest toTrackingRequest(HttpServletRequest request) {
        return new TrackingRequest(
                HttpMethod.HEAD.matches(request.getMethod()), request::getHeader, request.getRemoteAddr());
    }

    @GetMapping(ReaderLinks.OPEN)
    @Operation(
            operationId = "recordOpen",
            summary = "Returns a transparent pixel and records that the letter was opened, by a person or a machine",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "One transparent pixel",
                            content =
                                    @Content(
                                            mediaType = MediaType.IMAGE_GIF_VALUE,
                                            schema = @Schema(type = "string", format = "binary"))))
    ResponseEntity<?> opened(@RequestParam(defaultValue = "") String token, HttpServletRequest request) {
        Optional<Long> letter = tokens.readOpen(token);
        if (letter.isEmpty()) {
            return pages.invalidLink(token);
        }
        recordQuietly(() -> tracking.recordOpen(letter.get(), toTrackingRequest(request)));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.IMAGE_GIF)
                .body(PIXEL);
    }

    @GetMapping(ReaderLinks.CLICK)
    @Operation(
            operationId = "followLink",
            summary = "Redirects to the link's target and records the click; 400 for an invalid link",
            description = "The target is part of the signed token. No other target can be reached.",
            responses =
                    @ApiResponse(
                            responseCode = "302",
                            description = "Redirect to the link's target",
                            headers = @Header(name = "Location", schema = @Schema(type = "string", format = "uri")),
                            content = @Content))
    ResponseEntity<?> followed(@RequestParam(defaultValue = "") String token, HttpServletRequest request) {
        Optional<ClickedLink> link = tokens.readClick(token);
        if (link.isEmpty()) {
            return pages.invalidLink(token);
        }
        recordQuietly(() -> tracking.recordClick(link.get(), toTrackingRequest(request)));
        return ResponseEntity.status(HttpStatus.FOUND)
                .cacheControl(CacheControl.noStore())
                .location(URI.create(link.get().target()))
                .build();
    }

    /** Records an event; a failure is logged and never delays or fails the reader's request. */
    private static void recordQuietly(Runnable recording) {
        try {
            recording.run();
        } catch (DataAccessException | TransactionException e) {
            log.warn("letter event not recorded: {}", DatabaseFault.describe(e));
        }
    }
}
