package dev.tidings.transport.resend;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Mailbox;
import dev.tidings.core.Message;
import dev.tidings.core.Secret;
import dev.tidings.core.Ticker;
import dev.tidings.testing.Eventually;
import dev.tidings.testing.ResendSchemas;
import dev.tidings.testing.TestMessages;
import dev.tidings.testkit.FakeResend;
import dev.tidings.testkit.ResendAction;
import dev.tidings.transport.HandOverListener;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Rejected;
import dev.tidings.transport.SendOutcome.UnclearRefusal;
import dev.tidings.transport.SendOutcome.Unknown;
import dev.tidings.transport.Transport.HandOverResult;
import dev.tidings.transport.Transport.RetryMode;
import dev.tidings.transport.Transport.TransportStatus;
import dev.tidings.transport.TransportSession;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ResendTransportTest {
    private final FakeResend resend = ResendSchemas.startServer();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
    private final List<Duration> pauses = new ArrayList<>();
    private final TokenBucket rateLimit = new TokenBucket(2, new Ticker() {
        @Override
        public long nanos() {
            return now.get();
        }

        @Override
        public void sleep(Duration duration) {
            pauses.add(duration);
            now.addAndGet(duration.toNanos());
        }
    });
    private final ResendTransport transport = transport(resend.url(), FakeResend.KEY);

    @Test
    void fourBatchesAreInMemoryAtMost() throws Exception {
        TransportSession first = transport.openSession();
        for (int others = 0; others < 3; others++) {
            transport.openSession();
        }
        FutureTask<TransportSession> fifth = new FutureTask<>(transport::openSession);
        Thread worker = Thread.ofPlatform().start(fifth);
        await().until(() -> worker.getState() == Thread.State.WAITING || fifth.isDone());
        assertThat(fifth.isDone()).isFalse();

        first.handOver("key", TestMessages.toAll("ann"), HandOverListener.NONE);
        assertThat(fifth.isDone()).isFalse();
        first.close();

        assertThat(fifth.get(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS).transport())
                .isSameAs(transport);
    }

    @AfterEach
    void close() {
        transport.close();
        resend.close();
    }

    @Test
    void hundredLettersGoInOneRequest() {
        HandOverResult result = transport.handOver("key-1", readers(100));

        assertThat(result.stopReason()).isNull();
        assertThat(resend.requests()).hasSize(1);
        assertThat(resend.emails()).hasSize(100).allMatch(letter -> letter.key().equals("key-1"));
        assertThat(result.outcomes())
                .isEqualTo(resend.emails().stream()
                        .map(letter -> new Accepted(letter.id(), null))
                        .toList());
        assertThat(resend.emails().get(7).messageId()).isEqualTo("r7@tidings.example");
    }

    @Test
    void batchThatMayNotStartIsNotPosted() {
        List<Integer> askedPositions = new ArrayList<>();
        HandOverResult result = transport.handOver("k", TestMessages.toAll("ann", "bob"), new HandOverListener() {
            @Override
            public boolean mayStart(int position) {
                askedPositions.add(position);
                return false;
            }

            @Override
            public void onFinalByte(int position) {}

            @Override
            public void onOutcome(int position, SendOutcome outcome) {}
        });

        assertThat(askedPositions).containsExactly(0);
        assertThat(result.outcomes()).hasSize(2).containsOnly(Deferred.NOT_STARTED);
        assertThat(resend.requests()).isEmpty();
    }

    @Test
    void letterIsPostedWithAllFields() {
        transport.handOver("k", TestMessages.toAll("ann"));
        JsonNode letter = resend.emails().getFirst().body();
        assertThat(resend.requests().getFirst().path()).isEqualTo("/emails");
        assertThat(letter.path("from").asString()).isEqualTo("Tidings <news@tidings.example>");
        assertThat(letter.path("to").path(0).asString()).isEqualTo("ann <ann@reader.example>");
        assertThat(letter.path("reply_to").asString()).isEqualTo("help@tidings.example");
        assertThat(letter.path("subject").asString()).isEqualTo("Your week, ann");
        assertThat(letter.path("html").asString()).contains("Grüße, ann");
        assertThat(letter.path("text").asString()).isEqualTo("Grüße, ann\n");
        assertThat(letter.path("headers").path("List-Id").asString()).isEqualTo("Weekly <weekly.tidings.example>");
        assertThat(letter.path("headers").path("Message-ID").asString()).isEqualTo("<ann@tidings.example>");
    }

    @Test
    void hostileNamesAreEncodedOrQuoted() {
        transport.handOver(
                "k", List.of(named("=?UTF-8?Q?hi?=", "s=?UTF-8?Q?hi?="), named("a\"\r\nBcc: x@y <z@y>", "a\nb\ud800")));
        JsonNode encoded = resend.emails().getFirst().body();
        assertThat(encoded.path("to").path(0).asString())
                .startsWith("=?UTF-8?B?")
                .endsWith(" <ann@reader.example>");
        assertThat(encoded.path("subject").asString()).startsWith("=?UTF-8?B?");
        JsonNode quoted = resend.emails().get(1).body();
        assertThat(quoted.path("to").path(0).asString()).isEqualTo("\"a\\\" Bcc: x@y <z@y>\" <ann@reader.example>");
        assertThat(quoted.path("subject").asString()).isEqualTo("a b?");
    }

    @Test
    void errorsOfSingleLettersRefuseOnlyThoseLetters() {
        resend.rejecting(to -> to.startsWith("bad") ? "Invalid `to`: bad@reader.example" : null);
        HandOverResult result = transport.handOver("k", TestMessages.toAll("bad1", "ann", "bad2", "bob"));

        assertThat(result.stopReason()).isNull();
        assertThat(result.outcomes())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .isEqualTo(new UnclearRefusal("Resend refused the letter: Invalid `to`: [address]")),
                        second -> assertThat(second)
                                .isEqualTo(new Accepted(resend.emails().get(0).id(), null)),
                        third -> assertThat(third).isInstanceOf(UnclearRefusal.class),
                        fourth -> assertThat(fourth)
                                .isEqualTo(new Accepted(resend.emails().get(1).id(), null)));
    }

    @Test
    void invalidMessageIsRejectedAlone() {
        Message ann = TestMessages.to("ann");
        Message invalid =
                new Message(ann.messageId(), ann.from(), null, ann.to(), "s", "h", "t", Map.of("Bcc", "x@y.z"));
        HandOverResult result =
                transport.handOver("k", List.of(invalid, TestMessages.to("bob"), TestMessages.to("cy")));
        assertThat(result.outcomes().getFirst()).isInstanceOf(Rejected.class);
        assertThat(result.outcomes().subList(1, 3)).allMatch(Accepted.class::isInstance);
        assertThat(resend.emails()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 422, 413})
    void lettersOfARefusedBatchAreRetriedAlone(int status) {
        resend.enqueueError(status, "validation_error");
        Message ann = TestMessages.to("ann");
        Message invalid =
                new Message(ann.messageId(), ann.from(), null, ann.to(), "s", "h", "t", Map.of("Bcc", "x@y.z"));
        HandOverResult result = transport.handOver("k", List.of(ann, invalid, TestMessages.to("cy")));

        assertThat(result.stopReason()).isNull();
        assertThat(result.retryMode()).isEqualTo(RetryMode.ALONE);
        Deferred alone = new Deferred(
                "Refused with its whole batch; retried alone. Resend " + status + " validation_error: As the test says",
                Duration.ZERO);
        assertThat(result.outcomes().get(0)).isEqualTo(alone);
        assertThat(result.outcomes().get(1)).isInstanceOf(Rejected.class);
        assertThat(result.outcomes().get(2)).isEqualTo(alone);
        assertThat(resend.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 422, 451, 413})
    void refusalOfOneLetterIsUnclear(int status) {
        resend.enqueueError(status, "validation_error");
        assertThat(handOverOne().outcomes())
                .containsExactly(new UnclearRefusal("Resend " + status + " validation_error: As the test says"));
    }

    @ParameterizedTest
    @CsvSource({"404, not_found", "405, method_not_allowed"})
    void refusalInResendsErrorFormatIsUnclear(int status, String name) {
        resend.enqueueError(status, name);
        assertThat(handOverOne().outcomes()).allMatch(UnclearRefusal.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({
        "401, missing_api_key",
        "401, restricted_api_key",
        "403, validation_error",
        "403, invalid_api_key",
        "429, daily_quota_exceeded",
        "429, monthly_quota_exceeded",
    })
    void errorThatNeedsAnOperatorStops(int status, String name) {
        resend.enqueueError(status, name);
        HandOverResult result = transport.handOver("k", TestMessages.toAll("ann", "bob"));
        assertThat(result.stopReason()).contains(name);
        assertThat(result.retryMode()).isEqualTo(RetryMode.ANY_BATCH);
        assertThat(result.outcomes()).hasSize(2).allMatch(Deferred.class::isInstance);
        assertThat(resend.requests()).hasSize(1);
    }

    @Test
    void wrongKeyStopsAndIsNotDisclosed() {
        try (ResendTransport withWrongKey = transport(resend.url(), "re_wrong_456")) {
            HandOverResult result = withWrongKey.handOver("k", TestMessages.toAll("ann", "bob"));
            assertThat(result.stopReason()).contains("invalid_api_key");
            assertThat(withWrongKey.checkReachability(List.of()).reachable()).isFalse();
            assertThat(result + withWrongKey.checkReachability(List.of()).toString())
                    .doesNotContain("re_wrong");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 409, 422, 302, 500})
    void responseOfAnotherServerIsRepeatedUnderTheSameKey(int status) {
        resend.enqueue(new ResendAction.RespondOnly(status, "<html>Not here</html>", Map.of()));
        HandOverResult result = transport.handOver("k", TestMessages.toAll("ann", "bob"));
        assertThat(result.outcomes()).hasSize(2).allMatch(Deferred.class::isInstance);
        assertThat(result.stopReason()).isNull();
        assertThat(result.retryMode()).isEqualTo(RetryMode.SAME_BATCH);
        assertThat(result.status().failure()).contains(String.valueOf(status));
    }

    @Test
    void refusalIsUnclear() {
        resend.rejecting(to -> "The sender's domain is not verified");
        HandOverResult result = transport.handOver("k", readers(12));
        assertThat(result.outcomes())
                .hasSize(12)
                .containsOnly(new UnclearRefusal("Resend refused the letter: The sender's domain is not verified"));
        assertThat(result.stopReason()).isNull();
    }

    private static List<Message> readers(int count) {
        return IntStream.range(0, count).mapToObj(i -> TestMessages.to("r" + i)).toList();
    }

    @Test
    void usedKeyWithOtherContentIsUnknownAndNotToBeRepeated() {
        transport.handOver("k", TestMessages.toAll("ann", "bob"));
        HandOverResult again = transport.handOver("k", TestMessages.toAll("ann", "cy"));
        assertThat(again.stopReason()).isNull();
        assertThat(again.outcomes())
                .hasSize(2)
                .containsOnly(new Unknown("Resend knows this batch's key with other contents", false));
        assertThat(resend.emails()).hasSize(2);
    }

    @Test
    void concurrentRequestWithTheSameKeyIsDeferredBriefly() {
        resend.enqueueError(409, "concurrent_idempotent_requests");
        HandOverResult result = handOverOne();
        assertThat(result.outcomes())
                .allMatch(outcome -> outcome instanceof Deferred deferred
                        && Duration.ofSeconds(5).equals(deferred.retryAfter()));
        assertThat(result.retryMode()).isEqualTo(RetryMode.SAME_BATCH);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 408})
    void failureOfResendDefersTheBatch(int status) {
        resend.enqueueError(status, "internal_server_error", "retry-after", "3");
        HandOverResult result = transport.handOver("k", TestMessages.toAll("ann", "bob"));
        assertThat(result.stopReason()).isNull();
        assertThat(result.outcomes())
                .hasSize(2)
                .allMatch(outcome -> outcome instanceof Deferred deferred
                        && Duration.ofSeconds(3).equals(deferred.retryAfter()));
    }

    @Test
    void repeatAfterALostResponseSendsNothingTwice() {
        resend.enqueue(new ResendAction.ProcessAndClose());
        List<Message> batch = TestMessages.toAll("ann", "bob");
        HandOverResult lost = transport.handOver("k", batch);
        assertThat(lost.outcomes()).hasSize(2).allMatch(Deferred.class::isInstance);
        assertThat(lost.retryMode()).isEqualTo(RetryMode.SAME_BATCH);

        HandOverResult again = transport.handOver("k", batch);
        assertThat(again.outcomes())
                .isEqualTo(resend.emails().stream()
                        .map(letter -> new Accepted(letter.id(), null))
                        .toList());
        assertThat(resend.emails()).hasSize(2);
    }

    @Test
    void connectionClosedBeforeProcessingDefers() {
        resend.enqueue(new ResendAction.CloseOnly());
        assertThat(handOverOne().outcomes()).allMatch(Deferred.class::isInstance);
        assertThat(handOverOne().outcomes()).allMatch(Accepted.class::isInstance);
        assertThat(resend.emails()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{}",
                "\"ok\"",
                "<html>",
                "{\"data\":[{\"id\":\"a\"}]}",
                "{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"}]}",
                "{\"data\":[{\"id\":\"a\"}],\"errors\":[{\"index\":2,\"message\":\"x\"}]}",
                "{\"data\":[],\"errors\":[{\"index\":0,\"message\":\"x\"},{\"index\":0,\"message\":\"y\"}]}",
                "{\"data\":[{\"id\":\"a\"}],\"errors\":[{\"message\":\"x\"}]}",
            })
    void inconsistentResponseIsRetried(String body) {
        resend.enqueue(new ResendAction.ProcessAndRespond(200, body));
        List<Message> batch = TestMessages.toAll("ann", "bob");
        HandOverResult unclear = transport.handOver("k", batch);
        assertThat(unclear.outcomes()).hasSize(2).allMatch(Deferred.class::isInstance);
        assertThat(unclear.retryMode()).isEqualTo(RetryMode.SAME_BATCH);
        assertThat(transport.handOver("k", batch).outcomes()).hasSize(2).allMatch(Accepted.class::isInstance);
        assertThat(resend.emails()).hasSize(2);
    }

    @Test
    void unreachableServerDefers() {
        resend.close();
        HandOverResult result = handOverOne();
        assertThat(result.outcomes()).containsExactly(new Deferred("Resend cannot be reached", null));
        assertThat(result.retryMode()).isEqualTo(RetryMode.ANY_BATCH);
        assertThat(result.stopReason()).isNull();
        assertThat(transport.checkReachability(List.of()).reachable()).isFalse();
    }

    @Test
    void requestsKeepTheRateLimit() {
        for (int i = 0; i < 4; i++) {
            handOverOne();
        }
        assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofMillis(500));
    }

    @Test
    void exhaustedRateLimitDelaysTheNextRequest() {
        resend.enqueue(new ResendAction.ProcessWithHeaders(
                Map.of("ratelimit-limit", "10", "ratelimit-remaining", "0", "ratelimit-reset", "3")));
        handOverOne();
        handOverOne();
        handOverOne();
        assertThat(pauses).containsExactly(Duration.ofSeconds(3), Duration.ofMillis(500));
    }

    @Test
    void lowerLimitOfTheServerIsKept() {
        resend.enqueue(new ResendAction.ProcessWithHeaders(
                Map.of("ratelimit-limit", "1", "ratelimit-remaining", "1", "ratelimit-reset", "1")));
        handOverOne();
        handOverOne();
        handOverOne();
        assertThat(pauses).endsWith(Duration.ofSeconds(1));
    }

    @Test
    void tooManyRequestsDelaysTheNextRequest() {
        resend.enqueueError(429, "rate_limit_exceeded", "retry-after", "4");
        assertThat(handOverOne().outcomes())
                .allMatch(outcome -> outcome instanceof Deferred deferred
                        && Duration.ofSeconds(4).equals(deferred.retryAfter()));
        assertThat(handOverOne().outcomes()).allMatch(Accepted.class::isInstance);
        assertThat(pauses).containsExactly(Duration.ofSeconds(4));
    }

    @Test
    void longRetryAfterDefersInsteadOfWaiting() {
        resend.enqueueError(429, "rate_limit_exceeded", "retry-after", "90");
        handOverOne();
        assertThat(handOverOne().outcomes())
                .allMatch(outcome -> outcome instanceof Deferred deferred
                        && Duration.ofSeconds(90).equals(deferred.retryAfter()));
        assertThat(pauses).isEmpty();
        assertThat(resend.requests()).hasSize(1);
    }

    @Test
    void rateLimitHeadersAreReportedAsStatus() {
        resend.enqueue(new ResendAction.ProcessWithHeaders(
                Map.of("ratelimit-limit", "10", "ratelimit-remaining", "0", "ratelimit-reset", "3")));
        assertThat(handOverOne().status()).isEqualTo(new TransportStatus(10.0, Duration.ofSeconds(3), null));

        resend.enqueueError(429, "rate_limit_exceeded", "retry-after", "4");
        assertThat(handOverOne().status()).isEqualTo(new TransportStatus(null, Duration.ofSeconds(4), null));
        assertThat(handOverOne().status()).isEqualTo(TransportStatus.OK);
    }

    @Test
    void failureOfResendIsReportedAsStatus() {
        resend.enqueueError(503, "service_unavailable");
        assertThat(handOverOne().status().failure()).contains("503");
        resend.enqueue(new ResendAction.CloseOnly());
        assertThat(handOverOne().status().failure()).isEqualTo("The connection to Resend was lost before its answer");
        resend.enqueueError(422, "validation_error");
        assertThat(handOverOne().status().failure()).isNull();
    }

    @Test
    void interruptedHandOverIsRetriedAtOnce() {
        Thread.currentThread().interrupt();
        HandOverResult result = handOverOne();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.status().failure()).isNull();
        assertThat(result.outcomes())
                .allMatch(
                        outcome -> outcome instanceof Deferred deferred && Duration.ZERO.equals(deferred.retryAfter()));
    }

    @Test
    void reachabilityCheckSendsNothing() {
        assertThat(transport.checkReachability(List.of()).reachable()).isTrue();
        resend.enqueueError(401, "restricted_api_key");
        assertThat(transport.checkReachability(List.of()).reachable()).isTrue();
        assertThat(resend.emails()).isEmpty();
    }

    private HandOverResult handOverOne() {
        return transport.handOver("k", TestMessages.toAll("ann"));
    }

    private static Message named(String name, String subject) {
        Message ann = TestMessages.to("ann");
        return new Message(
                ann.messageId(),
                ann.from(),
                null,
                new Mailbox(name, new EmailAddress("ann@reader.example")),
                subject,
                ann.html(),
                ann.text(),
                ann.headers());
    }

    private ResendTransport transport(URI url, String key) {
        return new ResendTransport(
                new ResendSettings(new Secret(key), url, 2, Eventually.PATIENCE, Eventually.PATIENCE), rateLimit);
    }
}
