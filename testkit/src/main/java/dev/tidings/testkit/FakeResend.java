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

/**
 * A {@link ResendServer} for tests: wants one API key, does what a test tells it to do next, and records all that
 * comes.
 */
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

    /** Tells what to do with the next requests that have the right API key, one after the other. */
    public synchronized FakeResend enqueue(ResendAction... actions) {
        enqueued.addAll(List.of(actions));
        return this;
    }

    /**
     * Answers the next request with an error of Resend's form.
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
     * Refuses letters of requests for which nothing is enqueued.
     *
     * @param reason gives the reason to refuse a letter to this recipient ("Name &lt;address&gt;"), or null
     */
    public synchronized FakeResend rejecting(Function<String, @Nullable String> reason) {
        filter = (index, recipient) -> reason.apply(recipient);
        return this;
    }

    /** Refuses a batch as a whole if it would refuse one of its letters, as strict validation does. */
    public synchronized FakeResend rejectingWholeBatches() {
        rejectsWholeBatches = true;
        return this;
    }

    /** Accepted letters, in their order. */
    public synchronized List<PostedEmail> emails() {
        return List.copyOf(emails);
    }

    /** All requests, in their order; those with a wrong API key, too. */
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
