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
 * Remembers answers by idempotency key. Only an answer 200 is remembered, so a request that was refused may be accepted
 * later. An empty key is never remembered.
 */
final class ResendMemory {
    /** @param request its path and a hash of its body: bodies are megabytes */
    private record RememberedAnswer(String request, ResendAnswer answer) {}

    /** Processes a request for the first time. */
    interface RequestProcessing {
        ResendAnswer process() throws InterruptedException;
    }

    private final Map<String, RememberedAnswer> answers = new HashMap<>();
    private final Set<String> keysInProgress = new HashSet<>();

    /** @return the remembered answer, or that of the processing, or a 409 */
    ResendAnswer answer(RecordedRequest request, RequestProcessing processing) throws InterruptedException {
        String key = request.key();
        if (key.isEmpty()) {
            return processing.process();
        }
        String fingerprint = request.path() + " " + sha256(request.body());
        synchronized (this) {
            RememberedAnswer before = answers.get(key);
            if (before != null) {
                return before.request().equals(fingerprint)
                        ? before.answer()
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
