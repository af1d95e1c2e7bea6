package dev.tidings.health;

import static dev.tidings.testing.Eventually.await;
import static dev.tidings.testing.TestApplication.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.alerting.Alert;
import dev.tidings.alerting.Alert.AlertDeliveryStatus;
import dev.tidings.alerting.Alert.Channel;
import dev.tidings.alerting.Alert.DeliveryOutcome;
import dev.tidings.alerting.AlertSender;
import dev.tidings.alerting.Alerts;
import dev.tidings.alerting.Severity;
import dev.tidings.core.Message;
import dev.tidings.testing.ForkFolder;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.testkit.WebhookReceiver;
import dev.tidings.testkit.WebhookReceiver.Call;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Rejected;
import dev.tidings.transport.SendOutcome.Unknown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** When alerts are raised, sent, repeated and closed. */
class AlertsTest {
    private static final byte[] KEY = "0123456789abcdef01234567".getBytes(StandardCharsets.US_ASCII);
    private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);

    /** 23:00 on Sunday in Los Angeles; quiet hours are 22:00 to 06:00. */
    private static final Instant NIGHT = Instant.parse("2026-05-11T06:00:00Z");

    private static final Instant MORNING = Instant.parse("2026-05-11T13:00:00Z");

    static final WebhookReceiver receiver = new WebhookReceiver();

    @RegisterExtension
    @Order(1)
    static final TestApplication app = new TestApplication(configuration()).with("TIDINGS_ALERT_SECRET", SECRET);

    @RegisterExtension
    @Order(2)
    static final TestApplication secondNode = app.secondNode().with("TIDINGS_ALERT_SECRET", SECRET);

    private static Path configuration() {
        Path watched = Path.of("src/test/resources/watched");
        Path folder = ForkFolder.of("alerts");
        try {
            Files.createDirectories(folder.resolve("digests"));
            Files.writeString(
                    folder.resolve("digests/weekly.yml"), Files.readString(watched.resolve("digests/weekly.yml")));
            Files.writeString(
                    folder.resolve("tidings.yml"),
                    Files.readString(watched.resolve("tidings.yml")) + "    webhook: " + receiver.address() + "\n");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the findings that a test sets. */
    private static final class FakeCheck implements HealthCheck {
        private List<CheckFinding> findings = List.of();

        @Override
        public String name() {
            return "weather";
        }

        @Override
        public List<CheckFinding> run() {
            return findings;
        }
    }

    private static final class BrokenCheck implements HealthCheck {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public List<CheckFinding> run() {
            throw new IllegalStateException("no barometer");
        }
    }

    private final FakeCheck check = new FakeCheck();

    @BeforeEach
    void resetReceiver() {
        receiver.reset();
    }

    @AfterAll
    static void closeReceiver() {
        receiver.close();
    }

    @Test
    void everyStateChangeAlertsOnce() {
        Instant time = MONDAY;
        for (Severity state : List.of(Severity.OK, Severity.WARNING, Severity.CRITICAL, Severity.OK)) {
            for (int minute = 0; minute < 12; minute++) {
                time = time.plus(Duration.ofMinutes(1));
                runAt(time, state);
            }
        }

        assertThat(alerts()).extracting(Alert::state).containsExactly(Severity.OK, Severity.CRITICAL, Severity.WARNING);
        assertThat(subjects())
                .containsExactly(
                        "Tidings: weather of Berlin is warning",
                        "Tidings: weather of Berlin is critical",
                        "Tidings: weather of Berlin is ok again");
        assertThat(receiver.calls()).hasSize(3);
        assertThat(app.get(Alerts.class).open()).isEmpty();
    }

    @Test
    void recoveryAlertsAfterItLastsFiveMinutes() {
        runAt(MONDAY, Severity.CRITICAL);
        runAt(MONDAY.plusSeconds(60), Severity.OK);
        runAt(MONDAY.plusSeconds(60 + 299), Severity.OK);
        assertThat(alerts()).hasSize(1);

        runAt(MONDAY.plusSeconds(60 + 300), Severity.OK);

        assertThat(alerts()).extracting(Alert::state).containsExactly(Severity.OK, Severity.CRITICAL);
    }

    @Test
    void flappingCheckAlertsOnce() {
        for (int minute = 0; minute < 60; minute++) {
            runAt(MONDAY.plus(Duration.ofMinutes(minute)), minute % 2 == 0 ? Severity.WARNING : Severity.OK);
        }

        assertThat(alerts()).hasSize(1);
    }

    @Test
    void sinceIsWhenTheProblemBeganAndChangedAtTheLastStateChange() {
        runAt(MONDAY, Severity.OK);
        runAt(MONDAY.plusSeconds(60), Severity.WARNING);
        runAt(MONDAY.plusSeconds(120), Severity.CRITICAL);
        runAt(MONDAY.plusSeconds(180), Severity.CRITICAL);

        assertThat(app.get(HealthReports.class).report(1).checks())
                .singleElement()
                .satisfies(state -> {
                    assertThat(state.since()).isEqualTo(MONDAY.plusSeconds(60));
                    assertThat(state.changedAt()).isEqualTo(MONDAY.plusSeconds(120));
                    assertThat(state.checkedAt()).isEqualTo(MONDAY.plusSeconds(180));
                });
    }

    @Test
    void failingCheckIsUnknownAndDoesNotStopOthers() {
        check.findings = List.of(finding(Severity.WARNING));
        app.clock().set(MONDAY);
        app.get(CheckRunner.class).run(List.of(new BrokenCheck(), check), "");
        assertThat(alerts()).extracting(Alert::name).containsExactly("weather");

        app.clock().set(MONDAY.plusSeconds(300));
        app.get(CheckRunner.class).run(List.of(new BrokenCheck(), check), "");

        assertThat(alerts()).extracting(Alert::name).containsExactly("broken", "weather");
        assertThat(alerts().getFirst().state()).isEqualTo(Severity.UNKNOWN);
        assertThat(alerts().getFirst().message()).contains("no barometer");
    }

    @Test
    void unknownDoesNotReplaceAnOpenCriticalAlert() {
        runAt(MONDAY, Severity.CRITICAL);
        runAt(MONDAY.plusSeconds(60), Severity.UNKNOWN);
        runAt(MONDAY.plusSeconds(600), Severity.UNKNOWN);

        assertThat(app.get(Alerts.class).open()).extracting(Alert::state).containsExactly(Severity.CRITICAL);
        assertThat(app.get(HealthReports.class).report(1).state()).isEqualTo(Severity.UNKNOWN);
    }

    @Test
    void failingChannelDoesNotBlockTheOthers() {
        app.transport().respondingWith((key, batch) -> {
            throw new IllegalStateException("broken");
        });
        runAt(MONDAY, Severity.CRITICAL);

        assertThat(receiver.calls()).hasSize(1);
        assertThat(delivery(Channel.MAIL))
                .extracting(AlertDeliveryStatus::outcome, AlertDeliveryStatus::detail)
                .containsExactly(null, "IllegalStateException");
    }

    @Test
    void warningsWaitForTheEndOfQuietHours() {
        runAt(NIGHT, Severity.WARNING);
        runAt(MORNING.minusSeconds(1), Severity.WARNING);
        assertThat(subjects()).isEmpty();
        assertThat(receiver.calls()).isEmpty();

        runAt(MORNING, Severity.WARNING);

        assertThat(subjects()).containsExactly("Tidings: weather of Berlin is warning");
        assertThat(receiver.calls()).hasSize(1);
    }

    @Test
    void criticalAlertsIgnoreQuietHours() {
        runAt(NIGHT, Severity.CRITICAL);

        assertThat(subjects()).containsExactly("Tidings: weather of Berlin is critical");
    }

    @Test
    void criticalAlertIsRepeatedUntilItIsAcknowledged() {
        runAt(MONDAY, Severity.CRITICAL);
        runAt(MONDAY.plus(Duration.ofHours(4)).minusSeconds(1), Severity.CRITICAL);
        assertThat(subjects()).hasSize(1);
        runAt(MONDAY.plus(Duration.ofHours(4)), Severity.CRITICAL);
        assertThat(subjects()).hasSize(2).last().isEqualTo("Tidings: weather of Berlin is still critical");
        assertThat(receiver.calls()).extracting(Call::id).doesNotHaveDuplicates();

        Alerts alertStore = app.get(Alerts.class);
        long id = alertStore.open().getFirst().id();
        assertThat(alertStore.acknowledge(id)).isTrue();
        assertThat(alertStore.acknowledge(id)).isFalse();
        runAt(MONDAY.plus(Duration.ofHours(9)), Severity.CRITICAL);

        assertThat(subjects()).hasSize(2);
        assertThat(alertStore.open()).hasSize(1);
    }

    @Test
    void twoInstallationsNeverUseTheSameIds() {
        for (int installation = 0; installation < 2; installation++) {
            app.jdbc()
                    .sql("truncate health_check, alert restart identity cascade")
                    .update();
            runAt(MONDAY, Severity.WARNING);
        }

        assertThat(receiver.calls()).hasSize(2).extracting(Call::id).doesNotHaveDuplicates();
        assertThat(app.transport().messages())
                .extracting(Message::messageId)
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void warningIsNotRepeated() {
        runAt(MONDAY, Severity.WARNING);
        runAt(MONDAY.plus(Duration.ofHours(12)), Severity.WARNING);

        assertThat(subjects()).hasSize(1);
    }

    @Test
    void alertClosesWhenItsSubjectIsGone() {
        runAt(MONDAY, Severity.CRITICAL);
        check.findings = List.of();
        app.get(CheckRunner.class).run(List.of(check), "");

        assertThat(app.get(Alerts.class).open()).isEmpty();
        assertThat(subjects()).hasSize(1);
    }

    @Test
    void webhookIsSignedByStandardWebhooks() throws GeneralSecurityException {
        runAt(MONDAY, Severity.CRITICAL);

        Call call = receiver.calls().getFirst();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        byte[] expected = mac.doFinal(
                (call.id() + "." + MONDAY.getEpochSecond() + "." + call.body()).getBytes(StandardCharsets.UTF_8));
        assertThat(call.timestamp()).isEqualTo(Long.toString(MONDAY.getEpochSecond()));
        assertThat(call.signature()).isEqualTo("v1," + Base64.getEncoder().encodeToString(expected));
        assertThat(call.contentType()).isEqualTo("application/json");
        JsonNode body = JsonMapper.shared().readTree(call.body());
        assertThat(body.path("type").asString()).isEqualTo("tidings.health.critical");
        assertThat(body.path("timestamp").asString()).isEqualTo("2026-05-11T14:00:00Z");
        assertThat(body.path("data").path("check").asString()).isEqualTo("weather");
        assertThat(body.path("data").path("subject").asString()).isEqualTo("Berlin");
        assertThat(body.path("data").path("previous").asString()).isEqualTo("ok");
    }

    @Test
    void failedWebhookIsRetriedWithTheSameIdAndGrowingDelays() {
        receiver.answering(503);
        runAt(MONDAY, Severity.WARNING);
        runAt(MONDAY.plusSeconds(29), Severity.WARNING);
        assertThat(receiver.calls()).hasSize(1);
        assertThat(delivery(Channel.WEBHOOK))
                .extracting(AlertDeliveryStatus::attempt, AlertDeliveryStatus::outcome, AlertDeliveryStatus::detail)
                .containsExactly(1, null, "answered 503");

        runAt(MONDAY.plusSeconds(30), Severity.WARNING);
        receiver.answering(200);
        runAt(MONDAY.plusSeconds(30 + 120), Severity.WARNING);

        assertThat(receiver.calls())
                .hasSize(3)
                .extracting(Call::id)
                .containsOnly(receiver.calls().getFirst().id());
        assertThat(receiver.calls())
                .extracting(Call::body)
                .containsOnly(receiver.calls().getFirst().body());
        assertThat(delivery(Channel.WEBHOOK))
                .extracting(AlertDeliveryStatus::attempt, AlertDeliveryStatus::outcome, AlertDeliveryStatus::target)
                .containsExactly(3, DeliveryOutcome.SENT, "localhost");
    }

    @Test
    void webhookFailsAfterEightAttempts() {
        receiver.answering(500);
        for (int hour = 0; hour < 48; hour++) {
            runAt(MONDAY.plus(Duration.ofHours(hour)), Severity.WARNING);
        }

        assertThat(receiver.calls()).hasSize(8);
        assertThat(delivery(Channel.WEBHOOK).outcome()).isEqualTo(DeliveryOutcome.FAILED);
    }

    @Test
    void webhookAnswering410FailsAtOnceAndRedirectsAreNotFollowed() {
        receiver.answering(410);
        runAt(MONDAY, Severity.WARNING);
        assertThat(delivery(Channel.WEBHOOK).outcome()).isEqualTo(DeliveryOutcome.FAILED);
        receiver.reset();

        receiver.answering(307);
        runAt(MONDAY.plusSeconds(60), Severity.CRITICAL);

        assertThat(receiver.calls()).hasSize(1);
        assertThat(delivery(Channel.WEBHOOK).detail()).isEqualTo("answered 307");
    }

    @Test
    void outcomeOfAnAlertMailIsStored() {
        assertThat(outcomeAndDetail(new Rejected("550 no such user", true)))
                .containsExactly(DeliveryOutcome.FAILED, "550 no such user");
        assertThat(outcomeAndDetail(new Unknown("the line broke")))
                .containsExactly(DeliveryOutcome.UNKNOWN, "the line broke");
        assertThat(outcomeAndDetail(new Deferred("450 later", null))).containsExactly(null, "450 later");
    }

    private List<Object> outcomeAndDetail(SendOutcome outcome) {
        app.clear();
        app.transport().respondingWith((key, batch) -> RecordingTransport.all(batch, outcome, null));
        runAt(MONDAY, Severity.WARNING);
        AlertDeliveryStatus delivery = delivery(Channel.MAIL);
        List<Object> result = new ArrayList<>();
        result.add(delivery.outcome());
        result.add(delivery.detail());
        return result;
    }

    @Test
    void concurrentSendersSendEveryAlertOnce() {
        check.findings = List.of(
                new CheckFinding("Berlin", Severity.CRITICAL, "It rains.", null),
                new CheckFinding("Paris", Severity.CRITICAL, "It rains.", null),
                new CheckFinding("Rome", Severity.CRITICAL, "It rains.", null));
        app.clock().set(MONDAY);
        app.get(CheckRunner.class).run(List.of(check), "");

        try (ExecutorService nodes = Executors.newFixedThreadPool(2)) {
            CompletableFuture<?> first =
                    CompletableFuture.runAsync(() -> app.get(AlertSender.class).sendDue(), nodes);
            CompletableFuture<?> second = CompletableFuture.runAsync(
                    () -> secondNode.get(AlertSender.class).sendDue(), nodes);
            CompletableFuture.allOf(first, second).join();
        }

        assertThat(subjects()).hasSize(3).doesNotHaveDuplicates();
        assertThat(receiver.calls()).hasSize(3);
    }

    @Test
    void databaseOutageAndItsEndAlertOnce() {
        Watchdog watchdog = app.get(Watchdog.class);
        app.clock().set(MONDAY);
        watchdog.run(false);
        app.clear();
        receiver.reset();
        app.withoutDatabase(() -> {
            watchAt(watchdog, MONDAY);
            failAt(MONDAY.plus(Downtime.ALERT_AFTER).minusSeconds(1));
            assertThat(subjects()).isEmpty();
            receiver.answering(500);
            failAt(MONDAY.plus(Downtime.ALERT_AFTER));
            receiver.answering(200);
            failAt(MONDAY.plus(Downtime.ALERT_AFTER).plusSeconds(30));
            failAt(MONDAY.plus(Downtime.ALERT_AFTER).plusSeconds(60));
        });
        assertThat(subjects()).containsExactly("Tidings: database is critical");
        assertThat(receiver.calls())
                .hasSize(2)
                .extracting(Call::id)
                .containsOnly(receiver.calls().getFirst().id());
        assertThat(app.get(TidingsHealthIndicator.class).health().getStatus().getCode())
                .isEqualTo("CRITICAL");

        await().untilAsserted(() -> {
            watchAt(watchdog, MONDAY.plus(Duration.ofMinutes(5)));
            assertThat(alerts()).extracting(Alert::name).contains("database");
        });
        watchAt(watchdog, MONDAY.plus(Duration.ofMinutes(6)));

        assertThat(subjects())
                .filteredOn(subject -> subject.contains("database is"))
                .hasSize(2)
                .last()
                .isEqualTo("Tidings: database is ok again");
        assertThat(alerts())
                .filteredOn(alert -> alert.name().equals("database"))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.previous()).isEqualTo(Severity.CRITICAL);
                    assertThat(alert.message()).contains("from 2026-05-11T14:00:00Z to 2026-05-11T14:05:00Z");
                });
    }

    private static void watchAt(Watchdog watchdog, Instant time) {
        app.clock().set(time);
        watchdog.run(false);
    }

    /** Acts as a watchdog run that timed out waiting for a connection. */
    private static void failAt(Instant time) {
        app.clock().set(time);
        app.get(Downtime.class).onUnreachable(new DataAccessResourceFailureException("no connection"));
    }

    private void runAt(Instant time, Severity state) {
        app.clock().set(time);
        check.findings = List.of(finding(state));
        app.get(CheckRunner.class).run(List.of(check), "");
        app.get(AlertSender.class).sendDue();
    }

    private static CheckFinding finding(Severity state) {
        return new CheckFinding("Berlin", state, "It rains & <pours>.", new Measure(12, 10, "mm"));
    }

    private static List<Alert> alerts() {
        return app.get(Alerts.class).list(null, 100);
    }

    private static List<String> subjects() {
        return app.transport().messages().stream()
                .map(message -> message.subject())
                .toList();
    }

    private static AlertDeliveryStatus delivery(Channel channel) {
        return alerts().getFirst().deliveries().stream()
                .filter(candidate -> candidate.channel() == channel)
                .findFirst()
                .orElseThrow();
    }
}
