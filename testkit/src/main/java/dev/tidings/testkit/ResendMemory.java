package dev.tidings.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.testkit.ResendJson.ResendAnswer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * Stores responses by idempotency key. It stores only responses with status 200: a refused request may be accepted
 * later. It stores nothing for an empty key.
 */
final class ResendMemory {
    /** @param request the path and a hash of the body, which may have megabytes */
    private record RememberedAnswer(String request, ResendAnswer answer) {}

    /** Processes a request for the first time. */
    interface RequestProcessing {
        ResendAnswer process() throws InterruptedException;
    }

    private final Map<String, RememberedAnswer> answers = new HashMap<>();
    private final Set<String> keysInProgress = new HashSet<>();

    /** Returns the stored response, the response of the processing, or a 409. */
    ResendAnswer answer(RecordedRequest request, RequestProcessing processing) throws InterruptedException {
        String key = request.key();
        if (key.isEmpty()) {
            return processing.process();
        }
        String fingerprint = request.path() + " " + sha256(request.body());
        synchronized (this) {
            RememberedAnswer stored = answers.get(key);
            if (stored != null) {
                return stored.request().equals(fingerprint)
                        ? stored.answer()
                        : ResendJson.error(409, "invalid_idempotent_request", "The same key with another body");
            }
            if (!keysInProgress.add(key)) {
                return ResendJson.error(
                        409, "concurrent_idempotent_requests", "A request with this key is in progress");
            }
        }
        try {
            ResendAnswer answer = processing.process();
            remember(key, new RememberedAnswer(fingerprint, answer));
            return answer;
        } finally {
            release(key);
        }
    }

    private synchronized void remember(String key, RememberedAnswer answer) {
        if (answer.answer().status() == 200) {
            answers.put(key, answer);
        }
    }

    private synchronized void release(String key) {
        keysInProgress.remove(key);
    }

    private static String sha256(String body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
