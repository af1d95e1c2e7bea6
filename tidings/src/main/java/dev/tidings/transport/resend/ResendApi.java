package dev.tidings.transport.resend;

import dev.tidings.transport.RemoteText;
import dev.tidings.transport.resend.ResendResult.RequestBlocked;
import dev.tidings.transport.resend.ResendResult.RequestDeferred;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** Client of Resend's API: sends rate-limited requests with idempotency keys and interprets the answers. */
final class ResendApi implements AutoCloseable {
    private static final int LARGEST_ANSWER = 1 << 20;
    private static final byte[] BEGIN = {'['};
    private static final byte[] NEXT = {','};
    private static final byte[] END = {']'};

    private final JsonMapper json = new JsonMapper();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;
    private final RestClient client;
    private final TokenBucket tokenBucket;

    ResendApi(ResendSettings settings, TokenBucket tokenBucket) {
        this.tokenBucket = tokenBucket;
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connect())
                .executor(threads)
                .build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http, threads);
        requests.setReadTimeout(settings.answer());
        client = RestClient.builder()
                .requestFactory(requests)
                .baseUrl(settings.baseUrl())
                .defaultHeaders(headers -> {
                    headers.setBearerAuth(settings.apiKey().value());
                    headers.set(HttpHeaders.USER_AGENT, "Tidings");
                })
                .build();
    }

    /** Posts one letter; see {@link #post(String, String, List, RateHints)}. */
    ResendResult post(String key, ResendEmail letter, RateHints rateHints) {
        return post("/emails", key, List.of(json.writeValueAsBytes(letter)), rateHints);
    }

    /** Posts several letters as one list; see {@link #post(String, String, List, RateHints)}. */
    ResendResult postTogether(String key, List<ResendEmail> letters, RateHints rateHints) {
        List<byte[]> parts = new ArrayList<>(2 * letters.size() + 1);
        for (ResendEmail letter : letters) {
            parts.add(parts.isEmpty() ? BEGIN : NEXT);
            parts.add(json.writeValueAsBytes(letter));
        }
        parts.add(END);
        return post("/emails/batch", key, parts, rateHints);
    }

    /**
     * @param key idempotency key: a repeat of the same request under it has no second effect
     * @param parts parts of the body in order; one array for a batch would be a copy of two megabytes
     * @param rateHints receives the rate limits that the answer reports
     */
    private ResendResult post(String path, String key, List<byte[]> parts, RateHints rateHints) {
        long length = parts.stream().mapToLong(part -> part.length).sum();
        return rateLimited(() -> client.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .contentLength(length)
                .header("Idempotency-Key", key)
                .header("x-batch-validation", "permissive")
                .body(out -> {
                    for (byte[] part : parts) {
                        out.write(part);
                    }
                })
                .exchange((request, response) -> read(response, rateHints))
                .result());
    }

    /** Sends a request that every key may send; a key restricted to sending gets a recognizable error. */
    ResendResult checkAccess() {
        return rateLimited(() -> {
            ResendResponse answer =
                    client.get().uri("/domains").exchange((request, response) -> read(response, new RateHints()));
            return answer.name().equals("restricted_api_key")
                    ? new ResendResult.RequestAccepted(answer.body())
                    : answer.result();
        });
    }

    private ResendResult rateLimited(Supplier<ResendResult> request) {
        try {
            Duration delay = tokenBucket.acquire();
            return delay.isPositive()
                    ? new RequestDeferred("Resend asked to wait before the next request", delay, true)
                    : request.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new RequestDeferred("The node is shutting down", Duration.ZERO, true);
        } catch (ResourceAccessException e) {
            return connectionFailure(e);
        }
    }

    private ResendResponse read(ClientHttpResponse response, RateHints rateHints) throws IOException {
        HttpHeaders headers = response.getHeaders();
        Duration retryAfter = seconds(headers, "retry-after");
        int status = response.getStatusCode().value();
        Double limit = number(headers, "ratelimit-limit");
        if (limit != null && limit > 0) {
            tokenBucket.limit(limit);
            rateHints.allowed(limit);
        }
        if (status == 429 && retryAfter != null) {
            tokenBucket.pause(retryAfter);
            rateHints.pause(retryAfter);
        }
        Double remaining = number(headers, "ratelimit-remaining");
        Duration reset = seconds(headers, "ratelimit-reset");
        if (remaining != null && remaining <= 0 && reset != null) {
            tokenBucket.pause(reset);
            rateHints.pause(reset);
        }
        try (InputStream body = response.getBody()) {
            return ResendResponse.of(status, body.readNBytes(LARGEST_ANSWER), retryAfter);
        }
    }

    /**
     * Interprets a failed connection. Only while it was still being established is it certain that nothing was
     * accepted.
     */
    private static ResendResult connectionFailure(Throwable failure) {
        boolean certain = false;
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 10; depth++, cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return new RequestBlocked(
                        "Resend's certificate is not trusted: " + RemoteText.clean(String.valueOf(cause)));
            }
            certain |= cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof UnresolvedAddressException;
        }
        if (Thread.currentThread().isInterrupted()) {
            return new RequestDeferred("The node is shutting down", Duration.ZERO, false);
        }
        return new RequestDeferred(
                certain ? "Resend cannot be reached" : "The connection to Resend was lost before its answer",
                null,
                certain,
                true);
    }

    /** Reads seconds, from zero to an hour. Other forms (RFC 9110 allows a date) count as absent. */
    private static @Nullable Duration seconds(HttpHeaders headers, String name) {
        Double number = number(headers, name);
        return number == null ? null : Duration.ofMillis((long) (Math.clamp(number, 0, 3600) * 1000));
    }

    private static @Nullable Double number(HttpHeaders headers, String name) {
        String value = headers.getFirst(name);
        return value != null && value.matches("\\d{1,9}(\\.\\d{1,9})?") ? Double.valueOf(value) : null;
    }

    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdown();
    }
}
