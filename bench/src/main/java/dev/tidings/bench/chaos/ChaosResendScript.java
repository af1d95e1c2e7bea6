package dev.tidings.bench.chaos;

import dev.tidings.testkit.RecordedRequest;
import dev.tidings.testkit.ResendAction;
import dev.tidings.testkit.ResendAction.ProcessAndRespond;
import dev.tidings.testkit.ResendAction.ProcessNormally;
import dev.tidings.testkit.ResendAction.ProcessRejecting;
import dev.tidings.testkit.ResendAction.RespondOnly;
import dev.tidings.testkit.ResendScript;
import java.util.Map;

/** Delays and rejects requests to the fake Resend as {@link ServerBehavior} says. */
final class ChaosResendScript implements ResendScript {
    private static final String BATCH_PATH = "/emails/batch";

    /** The latency of a request with one letter, as a fraction of a batch's. */
    private static final double SINGLE_LETTER_FRACTION = 0.05;

    private static final ProcessRejecting EVERY_THIRD = new ProcessRejecting(
            (index, recipient) -> index % 3 == 0 ? "Letter " + index + " is not valid" : null, false);
    private static final ProcessRejecting WHOLE_BATCH =
            new ProcessRejecting((index, recipient) -> "The batch is not valid", true);

    private final ServerBehavior behavior;

    ChaosResendScript(ServerBehavior behavior) {
        this.behavior = behavior;
    }

    @Override
    public ResendAction next(RecordedRequest request) {
        if (!request.path().startsWith("/emails")) {
            return new ProcessNormally();
        }
        boolean batch = request.path().equals(BATCH_PATH);
        return switch (behavior.poll()) {
            case ACCEPT -> new ProcessNormally();
            case DEFER -> error(503, "service_unavailable", Map.of());
            case DEFER_AFTER_DATA ->
                new ProcessAndRespond(
                        500, error(500, "internal_server_error", Map.of()).body());
            case REJECT -> batch ? EVERY_THIRD : new ProcessNormally();
            case REJECT_AFTER_DATA -> batch ? WHOLE_BATCH : new ProcessNormally();
            case THROTTLE -> error(429, "rate_limit_exceeded", Map.of("retry-after", "1"));
            case THROTTLE_AFTER_DATA -> error(429, "daily_quota_exceeded", Map.of("retry-after", "1"));
        };
    }

    private static RespondOnly error(int status, String name, Map<String, String> headers) {
        return ResendAction.error(status, name, "Injected", headers);
    }

    @Override
    public void delay(RecordedRequest request) throws InterruptedException {
        behavior.delay(request.path().equals(BATCH_PATH) ? 1 : SINGLE_LETTER_FRACTION);
    }
}
