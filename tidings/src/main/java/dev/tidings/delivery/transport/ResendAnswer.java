package dev.tidings.delivery.transport;

import dev.tidings.delivery.transport.Ruling.PutOff;
import dev.tidings.delivery.transport.Ruling.Refused;
import dev.tidings.delivery.transport.Ruling.SentBefore;
import dev.tidings.delivery.transport.Ruling.Stopped;
import dev.tidings.delivery.transport.Ruling.Taken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * What Resend answered to one request.
 *
 * @param body the JSON, or a missing node if it was none
 */
record ResendAnswer(int status, JsonNode body, @Nullable Duration retryAfter) {
    private static final Duration WHILE_THE_FIRST_RUNS = Duration.ofSeconds(5);
    private static final JsonMapper JSON = new JsonMapper();

    static ResendAnswer of(int status, byte[] body, @Nullable Duration retryAfter) {
        try {
            JsonNode tree = JSON.readTree(body);
            return new ResendAnswer(status, tree == null ? MissingNode.getInstance() : tree, retryAfter);
        } catch (JacksonException e) {
            // A proxy's page, or half an answer: the status alone has to do.
            return new ResendAnswer(status, MissingNode.getInstance(), retryAfter);
        }
    }

    Ruling ruling() {
        return switch (status) {
            case 401, 403 -> new Stopped(reason());
            case 404, 405 -> isResend() ? new Refused(reason()) : notResend();
            case 408, 425 -> new PutOff(reason(), retryAfter, false);
            case 409 -> conflict();
            case 429 -> tooMany();
            default -> byClass();
        };
    }

    private Ruling byClass() {
        return switch (status / 100) {
            case 2 ->
                body.isObject() ? new Taken(body) : new PutOff("Resend's answer cannot be read", null, false, true);
            case 4 -> new Refused(reason());
            case 5 -> new PutOff(reason(), retryAfter, false, true);
            default -> notResend();
        };
    }

    private Ruling conflict() {
        return name().equals("invalid_idempotent_request")
                ? new SentBefore("Resend has had this batch before with other contents, and took it then")
                : new PutOff(reason(), WHILE_THE_FIRST_RUNS, false);
    }

    private Ruling tooMany() {
        return name().endsWith("_quota_exceeded") ? new Stopped(reason()) : new PutOff(reason(), retryAfter, true);
    }

    private Ruling notResend() {
        return new Stopped("RESEND_BASE_URL does not lead to Resend's API: it answers " + status);
    }

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
