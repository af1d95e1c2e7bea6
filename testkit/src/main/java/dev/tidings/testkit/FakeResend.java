package dev.tidings.testkit;

import dev.tidings.testkit.ResendAction.EmailFilter;
import dev.tidings.testkit.ResendAction.ProcessRejecting;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A {@link ResendServer} for tests. It requires one API key, performs enqueued actions, and records all requests. */
public final class FakeResend implements AutoCloseable {
    public static final String KEY = "re_test_123";

    private final Deque<ResendAction> enqueued = new ArrayDeque<>();
    private final List<PostedEmail> emails = new ArrayList<>();
    private final List<RecordedRequest> requests = new ArrayList<>();
    private EmailFilter filter = (index, recipient) -> null;
    private boolean rejectsWholeBatches;
    private final ResendServer server;

    private FakeResend(RequestValidator validator) {
        server = ResendServer.open(this::next, validator, this::record);
    }

    public static FakeResend start(RequestValidator validator) {
        return new FakeResend(validator);
    }

    public URI url() {
        return URI.create("http://localhost:" + server.port());
    }

    /** Enqueues actions for the next requests with the right API key, one action per request. */
    public synchronized FakeResend enqueue(ResendAction... actions) {
        enqueued.addAll(List.of(actions));
        return this;
    }

    /**
     * Answers the next request with an error in Resend's format.
     *
     * @param headers names and values in turn
     */
    public FakeResend enqueueError(int status, String name, String... headers) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            given.put(headers[i], headers[i + 1]);
        }
        return enqueue(ResendAction.error(status, name, "As the test says", given));
    }

    /**
     * Rejects letters in requests without an enqueued action.
     *
     * @param reason returns why a letter to the recipient ("Name &lt;address&gt;") is rejected, or null
     */
    public synchronized FakeResend rejecting(Function<String, @Nullable String> reason) {
        filter = (index, recipient) -> reason.apply(recipient);
        return this;
    }

    /** Rejects a whole batch if it rejects one of its letters, as strict validation does. */
    public synchronized FakeResend rejectingWholeBatches() {
        rejectsWholeBatches = true;
        return this;
    }

    /** The accepted letters in their order. */
    public synchronized List<PostedEmail> emails() {
        return List.copyOf(emails);
    }

    /** All requests in their order, including those with a wrong API key. */
    public synchronized List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    private synchronized ResendAction next(RecordedRequest request) {
        requests.add(request);
        if (!("Bearer " + KEY).equals(request.headers().get("Authorization"))) {
            return ResendAction.error(401, "invalid_api_key", "API key is invalid", Map.of());
        }
        ResendAction action = enqueued.poll();
        return action == null ? new ProcessRejecting(filter, rejectsWholeBatches) : action;
    }

    private synchronized void record(PostedEmail email) {
        emails.add(email);
    }

    @Override
    public void close() {
        server.close();
    }
}
