package dev.tidings.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeResendTest {
    private final FakeResend resend =
            FakeResend.start((path, body) -> body.contains("\"bad\"") ? List.of("bad") : List.of());
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        resend.close();
        client.close();
    }

    @Test
    void sameKeyAndBodyGetTheFirstResponseAndSendNoSecondLetter() throws Exception {
        HttpResponse<String> first = post("/emails", "k", letter("ann"));
        HttpResponse<String> again = post("/emails", "k", letter("ann"));

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(resend.emails()).hasSize(1);
        assertThat(resend.requests()).hasSize(2);
    }

    @Test
    void sameKeyWithOtherBytesIsRefused() throws Exception {
        post("/emails", "k", letter("ann"));
        HttpResponse<String> other = post("/emails", "k", letter("ann") + " ");

        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("invalid_idempotent_request");
        assertThat(resend.emails()).hasSize(1);
    }

    @Test
    void sameKeyOnAnotherPathIsRefused() throws Exception {
        post("/emails", "k", batch(letter("ann")));
        assertThat(post("/emails/batch", "k", batch(letter("ann"))).statusCode())
                .isEqualTo(409);
    }

    @Test
    void responsesWithoutKeyAreNotStored() throws Exception {
        post("/emails", "", letter("ann"));
        post("/emails", "", letter("ann"));
        assertThat(resend.emails()).hasSize(2);
    }

    @Test
    void sameKeyInProgressIsRefusedUntilTheFirstRequestEnds() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        ResendScript slow = new ResendScript() {
            @Override
            public ResendAction next(RecordedRequest request) {
                return new ResendAction.ProcessNormally();
            }

            @Override
            public void delay(RecordedRequest request) throws InterruptedException {
                started.countDown();
                mayEnd.await();
            }
        };
        try (ResendServer server = ResendServer.open(slow, (path, body) -> List.of(), letter -> {})) {
            HttpRequest request = request(server.port(), "/emails", "k", letter("ann"));
            CompletableFuture<HttpResponse<String>> first = client.sendAsync(request, BodyHandlers.ofString());
            started.await();
            HttpResponse<String> second = client.send(request, BodyHandlers.ofString());
            assertThat(second.statusCode()).isEqualTo(409);
            assertThat(second.body()).contains("concurrent_idempotent_requests");
            mayEnd.countDown();
            assertThat(first.get().statusCode()).isEqualTo(200);
            assertThat(client.send(request, BodyHandlers.ofString()).body())
                    .isEqualTo(first.get().body());
        }
    }

    @Test
    void refusalIsNotStored() throws Exception {
        resend.rejecting(_ -> "not now");
        assertThat(post("/emails", "k", letter("ann")).statusCode()).isEqualTo(422);
        resend.rejecting(_ -> null);
        assertThat(post("/emails", "k", letter("ann")).statusCode()).isEqualTo(200);
        assertThat(resend.emails()).hasSize(1);
    }

    @Test
    void unsentResponseIsStored() throws Exception {
        resend.enqueue(new ResendAction.ProcessAndRespond(500, "{}"));
        assertThat(post("/emails", "k", letter("ann")).statusCode()).isEqualTo(500);
        assertThat(post("/emails", "k", letter("ann")).body())
                .contains(resend.emails().getFirst().id());
        assertThat(resend.emails()).hasSize(1);
    }

    @Test
    void scriptedErrorProcessesNothing() throws Exception {
        resend.enqueueError(503, "service_unavailable", "retry-after", "3");
        HttpResponse<String> refused = post("/emails", "k", letter("ann"));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("retry-after")).hasValue("3");
        assertThat(resend.emails()).isEmpty();
    }

    @Test
    void batchHoldsAtMostAHundredLetters() throws Exception {
        String[] letters = Stream.generate(() -> letter("ann")).limit(101).toArray(String[]::new);
        assertThat(post("/emails/batch", "k1", batch(letters)).statusCode()).isEqualTo(422);
        assertThat(post("/emails/batch", "k2", batch()).statusCode()).isEqualTo(422);
        assertThat(resend.emails()).isEmpty();
    }

    @Test
    void permissiveBatchLosesOnlyItsRejectedLetters() throws Exception {
        resend.rejecting(to -> to.startsWith("bob") ? "no bob" : null);
        HttpResponse<String> answer = post("/emails/batch", "k", batch(letter("ann"), letter("bob"), letter("cy")));
        assertThat(answer.body()).contains("{\"index\":1,\"message\":\"no bob\"}");
        assertThat(resend.emails())
                .extracting(PostedEmail::recipient)
                .containsExactly("ann@reader.example", "cy@reader.example");
    }

    @Test
    void strictBatchIsRejectedWithOneOfItsLetters() throws Exception {
        resend.rejecting(to -> to.startsWith("bob") ? "no bob" : null).rejectingWholeBatches();
        assertThat(post("/emails/batch", "k", batch(letter("ann"), letter("bob")))
                        .statusCode())
                .isEqualTo(422);
        assertThat(resend.emails()).isEmpty();
    }

    @Test
    void bodyThatTheValidatorRefusesIsNotProcessed() throws Exception {
        assertThat(post("/emails", "k", letter("ann").replace("{", "{\"bad\":1,"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(resend.emails()).isEmpty();
    }

    @Test
    void wrongApiKeyIsRefusedAndTakesNoEnqueuedAction() throws Exception {
        resend.enqueueError(503, "service_unavailable");
        HttpRequest wrong = HttpRequest.newBuilder(resend.url().resolve("/domains"))
                .header("Authorization", "Bearer other")
                .build();
        assertThat(client.send(wrong, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        assertThat(post("/emails", "k", letter("ann")).statusCode()).isEqualTo(503);
    }

    private HttpResponse<String> post(String path, String key, String body) throws IOException, InterruptedException {
        return client.send(request(resend.url().getPort(), path, key, body), BodyHandlers.ofString());
    }

    private static HttpRequest request(int port, String path, String key, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + FakeResend.KEY)
                .header("x-batch-validation", "permissive")
                .POST(BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        return request.build();
    }

    private static String letter(String name) {
        return "{\"to\":[\"%1$s <%1$s@reader.example>\"],\"headers\":{\"Message-ID\":\"<%1$s@news.example>\"}}"
                .formatted(name);
    }

    private static String batch(String... letters) {
        return Stream.of(letters).collect(Collectors.joining(",", "[", "]"));
    }
}
