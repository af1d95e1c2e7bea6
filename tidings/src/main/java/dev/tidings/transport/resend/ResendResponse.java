package dev.tidings.transport.resend;

import dev.tidings.transport.RemoteText;
import dev.tidings.transport.resend.ResendResult.KeyConflict;
import dev.tidings.transport.resend.ResendResult.RequestAccepted;
import dev.tidings.transport.resend.ResendResult.RequestBlocked;
import dev.tidings.transport.resend.ResendResult.RequestDeferred;
import dev.tidings.transport.resend.ResendResult.RequestRejected;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Resend's answer to one request.
 *
 * @param body the JSON, or a missing node if it was not JSON
 */
record ResendResponse(int status, JsonNode body, @Nullable Duration retryAfter) {
    /** Delay after a conflict: the first request with the same key is still running. */
    private static final Duration CONFLICT_DELAY = Duration.ofSeconds(5);

    private static final JsonMapper JSON = new JsonMapper();

    static ResendResponse of(int status, byte[] body, @Nullable Duration retryAfter) {
        try {
            JsonNode tree = JSON.readTree(body);
            return new ResendResponse(status, tree == null ? MissingNode.getInstance() : tree, retryAfter);
        } catch (JacksonException e) {
            // A proxy's page or an incomplete answer: only the status is usable.
            return new ResendResponse(status, MissingNode.getInstance(), retryAfter);
        }
    }

    ResendResult result() {
        return switch (status) {
            case 408, 425 -> new RequestDeferred(reason(), retryAfter, false);
            case 413 -> new RequestRejected(reason());
            case 429 -> tooMany();
            default -> byClass();
        };
    }

    private ResendResult byClass() {
        return switch (status / 100) {
            case 2 ->
                body.isObject()
                        ? new RequestAccepted(body)
                        : new RequestDeferred("Resend's answer cannot be read", null, false, true);
            case 4 -> isResend() ? refused() : notResend();
            case 5 -> new RequestDeferred(reason(), retryAfter, false, true);
            default -> notResend();
        };
    }

    private ResendResult refused() {
        return switch (status) {
            case 401, 403 -> new RequestBlocked(reason());
            case 409 -> conflict();
            default -> new RequestRejected(reason());
        };
    }

    private ResendResult conflict() {
        return name().equals("invalid_idempotent_request")
                ? new KeyConflict("Resend knows this batch's key with other contents")
                : new RequestDeferred(reason(), CONFLICT_DELAY, false);
    }

    private ResendResult tooMany() {
        return name().endsWith("_quota_exceeded")
                ? new RequestBlocked(reason())
                : new RequestDeferred(reason(), retryAfter, true);
    }

    /** The page of a gateway, a firewall or another server. Whether Resend has the request is unknown. */
    private ResendResult notResend() {
        return new RequestDeferred(
                "Something other than Resend's API answers at RESEND_BASE_URL: HTTP " + status,
                retryAfter,
                false,
                true);
    }

    /** Whether the error is in Resend's format. */
    private boolean isResend() {
        return !name().isEmpty();
    }

    /** The error's name, such as {@code validation_error}, or an empty text. */
    String name() {
        return body.path("name").asString("");
    }

    private String reason() {
        String message = body.path("message").asString("");
        return "Resend " + status + " " + RemoteText.clean((name() + ": " + message));
    }
}
