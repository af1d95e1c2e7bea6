package dev.tidings.transport.resend;

import dev.tidings.core.Message;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Rejected;
import dev.tidings.transport.SendOutcome.UnclearRefusal;
import dev.tidings.transport.SendOutcome.Unknown;
import dev.tidings.transport.Transport.HandOverResult;
import dev.tidings.transport.Transport.RetryMode;
import dev.tidings.transport.mime.InvalidMessage;
import dev.tidings.transport.resend.ResendResult.KeyConflict;
import dev.tidings.transport.resend.ResendResult.RequestAccepted;
import dev.tidings.transport.resend.ResendResult.RequestBlocked;
import dev.tidings.transport.resend.ResendResult.RequestDeferred;
import dev.tidings.transport.resend.ResendResult.RequestRejected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One batch sent to Resend in one request.
 *
 * <p>The request depends on the batch alone: a repeat under the same key is the same request. If it is unknown
 * whether the request was carried out, the whole batch is deferred, because only the whole batch is safe to repeat.
 */
final class ResendBatch {

    /**
     * Deferral of an unclear request. Repeating it under the same key returns the same answer or a better one, and
     * never sends a second letter.
     */
    private static final RequestDeferred UNCLEAR =
            new RequestDeferred("Resend's answer is inconsistent", null, false, true);

    private final ResendApi api;
    private final RateHints rateHints = new RateHints();
    private final String key;
    private final List<@Nullable Rejected> defects;
    private final List<Message> valid = new ArrayList<>();

    ResendBatch(ResendApi api, String key, List<Message> batch) {
        this.api = api;
        this.key = key;
        defects = new ArrayList<>(batch.size());
        for (Message message : batch) {
            String defect = InvalidMessage.reasonFor(message);
            defects.add(defect == null ? null : new Rejected(defect, false));
            if (defect == null) {
                valid.add(message);
            }
        }
    }

    HandOverResult handOver() {
        if (valid.isEmpty()) {
            return withInvalid(List.of(), null, RetryMode.ANY_BATCH);
        }
        List<ResendEmail> letters = valid.stream().map(ResendEmail::of).toList();
        ResendResult result = letters.size() == 1
                ? api.post(key, letters.getFirst(), rateHints)
                : api.postTogether(key, letters, rateHints);
        return switch (result) {
            case RequestAccepted accepted -> accepted(accepted);
            case KeyConflict conflict ->
                withInvalid(sameForAll(new Unknown(conflict.reason(), false)), null, RetryMode.ANY_BATCH);
            case RequestRejected rejected -> rejected(rejected);
            case RequestBlocked blocked ->
                withInvalid(sameForAll(new Deferred(blocked.reason(), null)), blocked.reason(), RetryMode.ANY_BATCH);
            case RequestDeferred deferred -> deferAll(deferred);
        };
    }

    private HandOverResult accepted(RequestAccepted accepted) {
        List<SendOutcome> outcomes =
                valid.size() == 1 ? singleOutcome(accepted) : ResendBatchResponse.read(accepted.body(), valid.size());
        return outcomes == null ? deferAll(UNCLEAR) : withInvalid(outcomes, null, RetryMode.ANY_BATCH);
    }

    private static @Nullable List<SendOutcome> singleOutcome(RequestAccepted accepted) {
        String id = ResendBatchResponse.id(accepted.body());
        return id == null ? null : List.of(new Accepted(id, null));
    }

    /** Handles a rejected batch: each of its letters is retried alone. */
    private HandOverResult rejected(RequestRejected rejected) {
        if (valid.size() > 1) {
            String reason = "Refused with its whole batch; retried alone. " + rejected.reason();
            return withInvalid(sameForAll(new Deferred(reason, Duration.ZERO)), null, RetryMode.ALONE);
        }
        return withInvalid(sameForAll(new UnclearRefusal(rejected.reason())), null, RetryMode.ANY_BATCH);
    }

    private HandOverResult deferAll(RequestDeferred deferred) {
        List<SendOutcome> outcomes =
                Collections.nCopies(defects.size(), new Deferred(deferred.reason(), deferred.retryAfter()));
        return new HandOverResult(
                outcomes,
                null,
                deferred.certainlyNotAccepted() ? RetryMode.ANY_BATCH : RetryMode.SAME_BATCH,
                rateHints.status(deferred.outage() ? deferred.reason() : null));
    }

    private List<SendOutcome> sameForAll(SendOutcome outcome) {
        return Collections.nCopies(valid.size(), outcome);
    }

    /** @param outcomes outcomes of the valid letters, in their order */
    private HandOverResult withInvalid(List<SendOutcome> outcomes, @Nullable String stop, RetryMode retryMode) {
        var next = outcomes.iterator();
        List<SendOutcome> all = defects.stream()
                .<SendOutcome>map(defect -> Objects.requireNonNullElseGet(defect, next::next))
                .toList();
        return new HandOverResult(all, stop, retryMode, rateHints.status(null));
    }
}
