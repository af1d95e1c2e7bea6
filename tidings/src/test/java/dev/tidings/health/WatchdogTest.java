package dev.tidings.health;

import static dev.tidings.testing.TestApplication.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.alerting.Alert;
import dev.tidings.alerting.Alerts;
import dev.tidings.alerting.Severity;
import dev.tidings.core.Message;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.EditionControl;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.EditionPlanner;
import dev.tidings.settings.NodeName;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.testing.UncheckedTables;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Rejected;
import dev.tidings.transport.Transport.HandOverResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Alerts of the nodes' watchdogs about missing editions and letters, with no scheduler running. */
class WatchdogTest {
    private static final Instant SUNDAY = MONDAY.minus(Duration.ofHours(12));

    @RegisterExtension
    @Order(1)
    static final TestApplication app = new TestApplication(Path.of("src/test/resources/watched"));

    @RegisterExtension
    @Order(2)
    static final TestApplication secondNode = app.secondNode();

    @Test
    void unopenedEditionAlertsOnceFromTwoNodesWithoutScheduler() {
        registerDigestsAt(SUNDAY);
        setClock(MONDAY.plus(Duration.ofMinutes(15)));

        try (ExecutorService nodes = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 3; round++) {
                CompletableFuture<?> first =
                        CompletableFuture.runAsync(() -> watchdog(app).run(true), nodes);
                CompletableFuture<?> second =
                        CompletableFuture.runAsync(() -> watchdog(secondNode).run(true), nodes);
                CompletableFuture.allOf(first, second).join();
            }
        }

        assertThat(alerts("edition-opening")).singleElement().satisfies(alert -> {
            assertThat(alert.state()).isEqualTo(Severity.CRITICAL);
            assertThat(alert.subject()).isEqualTo("weekly");
            assertThat(alert.message()).contains("2026-05-04", "2026-05-11T14:00:00Z", "run-all?digest=weekly");
        });
        assertThat(mails("edition-opening")).singleElement().satisfies(mail -> {
            assertThat(mail.to().address().value()).isEqualTo("ops@acme.example");
            assertThat(mail.subject()).isEqualTo("Tidings: edition-opening of weekly is critical");
            assertThat(mail.headers()).containsEntry("Auto-Submitted", "auto-generated");
        });
    }

    @Test
    void editionIsLateFromItsLimits() {
        registerDigestsAt(SUNDAY);

        assertThat(openingAt(Duration.ofMinutes(5).minusSeconds(1))).isEqualTo(Severity.OK);
        assertThat(openingAt(Duration.ofMinutes(5))).isEqualTo(Severity.WARNING);
        assertThat(openingAt(Duration.ofMinutes(10).minusSeconds(1))).isEqualTo(Severity.WARNING);
        assertThat(openingAt(Duration.ofMinutes(10))).isEqualTo(Severity.CRITICAL);
    }

    private Severity openingAt(Duration late) {
        setClock(MONDAY.plus(late));
        watchdog(app).run(false);
        return state("edition-opening", "weekly");
    }

    @Test
    void editionDueBeforeTheFirstSchedulerIsNotMissed() {
        registerDigestsAt(MONDAY.plusSeconds(1));
        setClock(MONDAY.plus(Duration.ofHours(2)));

        watchdog(app).run(true);

        assertThat(states()).noneMatch(check -> check.name().equals("edition-opening"));
    }

    @Test
    void nodeWithoutSchedulerAlertsAboutSilentSchedulers() {
        registerDigestsAt(SUNDAY);
        setClock(MONDAY.plus(Duration.ofMinutes(10)));

        watchdog(secondNode).run(false);

        assertThat(mails("edition-opening")).hasSize(1);
    }

    @Test
    void installationWithoutSchedulerExpectsNoEdition() {
        setClock(MONDAY.plus(Duration.ofDays(1)));

        watchdog(app).run(false);

        assertThat(states()).noneMatch(check -> check.name().equals("edition-opening"));
    }

    @Test
    void editionMissedDuringALongShutdownIsNotExpected() {
        registerDigestsAt(SUNDAY);
        setClock(MONDAY.plus(Duration.ofDays(20)));

        watchdog(app).run(true);

        assertThat(states()).noneMatch(check -> check.name().equals("edition-opening"));
    }

    @Test
    void openEditionWithoutSentLettersAlerts() {
        registerDigestsAt(SUNDAY);
        app.insertReader("ada");
        setClock(MONDAY);
        app.transport()
                .respondingWith((key, batch) -> isToOperators(batch)
                        ? accepted(batch)
                        : RecordingTransport.all(batch, new Deferred("450 try later", null), null));
        deliver(open());
        setClock(MONDAY.plus(Duration.ofMinutes(10).minusSeconds(1)));
        watchdog(app).run(true);
        assertThat(state("nothing-sent", "weekly")).isEqualTo(Severity.WARNING);

        setClock(MONDAY.plus(Duration.ofMinutes(10)));
        watchdog(app).run(true);

        assertThat(state("edition-opening", "weekly")).isEqualTo(Severity.OK);
        assertThat(state("nothing-sent", "weekly")).isEqualTo(Severity.CRITICAL);
        assertThat(alerts("nothing-sent").getFirst().message()).contains("0 of 1 letters sent", "1 owed");
    }

    @Test
    void alertsGoOutWhileTheEditionIsStopped() {
        registerDigestsAt(SUNDAY);
        app.insertReader("ada");
        app.transport()
                .respondingWith((key, batch) -> isToOperators(batch)
                        ? accepted(batch)
                        : RecordingTransport.all(batch, new Deferred("401", null), "The key is wrong."));
        deliver(open());

        app.get(MaintenanceJob.class).run();

        assertThat(state("edition-stopped", "")).isEqualTo(Severity.CRITICAL);
        assertThat(mails("edition-stopped"))
                .singleElement()
                .satisfies(mail -> assertThat(mail.text())
                        .contains("of weekly. 0 sent; stopped with 1 pending: The key is wrong."));
        assertThat(app.jdbc()
                        .sql("select count(*) from digest_log")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void sentLettersRaiseNoAlert() {
        registerDigestsAt(SUNDAY);
        app.insertReader("ada");
        deliver(open());
        setClock(MONDAY.plus(Duration.ofHours(5)));

        watchdog(app).run(true);

        assertThat(state("nothing-sent", "weekly")).isEqualTo(Severity.OK);
        assertThat(state("too-few-sent", "weekly")).isEqualTo(Severity.OK);
        assertThat(alerts("nothing-sent")).isEmpty();
    }

    @Test
    void pausedEditionIsNotMissedButItsLettersAreOwed() {
        registerDigestsAt(SUNDAY);
        app.insertReader("ada");
        Edition edition = open();
        app.get(EditionPlanner.class).plan(edition.id());
        app.get(EditionControl.class).pause(edition.id());
        setClock(MONDAY.plus(Duration.ofHours(5)));

        watchdog(app).run(true);
        app.get(MaintenanceJob.class).run();

        assertThat(state("nothing-sent", "weekly")).isEqualTo(Severity.NOT_MEASURED);
        assertThat(state("too-few-sent", "weekly")).isEqualTo(Severity.NOT_MEASURED);
        assertThat(state("letters-owed", "")).isEqualTo(Severity.WARNING);
    }

    @Test
    void editionThatOnlySkipsWarnsAndIsNotCritical() {
        registerDigestsAt(SUNDAY);
        app.insertUser("without-numbers");
        deliver(open());
        setClock(MONDAY.plus(Duration.ofHours(5)));

        watchdog(app).run(true);

        assertThat(state("nothing-sent", "weekly")).isEqualTo(Severity.WARNING);
        assertThat(alerts("nothing-sent").getFirst().message()).contains("look at your import");
    }

    @Test
    void tooFewSentLettersAlertAfterTheTimeLimit() {
        registerDigestsAt(SUNDAY);
        Stream.of("ada", "ben").forEach(app::insertReader);
        app.transport()
                .respondingWith((key, batch) -> isToOperators(batch)
                        ? accepted(batch)
                        : new HandOverResult(
                                batch.stream()
                                        .<SendOutcome>map(message ->
                                                message.to().address().value().startsWith("ada")
                                                        ? new Accepted(null, null)
                                                        : new Rejected("550 no", false))
                                        .toList(),
                                null));
        deliver(open());

        setClock(MONDAY.plus(Duration.ofHours(4).minusSeconds(1)));
        watchdog(app).run(true);
        assertThat(state("too-few-sent", "weekly")).isEqualTo(Severity.NOT_MEASURED);
        setClock(MONDAY.plus(Duration.ofHours(4)));
        watchdog(app).run(true);

        assertThat(state("too-few-sent", "weekly")).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void vanishedNodeIsRemovedWithItsAlerts() {
        watchdog(app).run(true);
        watchdog(secondNode).run(true);
        setLastSeen(secondNode, "9 minutes");
        watchdog(app).run(true);
        assertThat(diskCheckCount()).isEqualTo(2);

        setLastSeen(secondNode, "10 minutes 1 second");
        watchdog(app).run(true);

        assertThat(diskCheckCount()).isEqualTo(1);
        assertThat(app.get(Alerts.class).open())
                .extracting(Alert::node)
                .doesNotContain(secondNode.get(NodeName.class).value());
    }

    @Test
    void anEditionThatCannotBeReadAlerts() {
        UncheckedTables.dropChecks(app.jdbc(), "edition");
        open();
        app.jdbc().sql("update edition set status = 'asleep'").update();

        app.get(MaintenanceJob.class).run();
        watchdog(app).run(false);

        assertThat(alerts("edition-unreadable"))
                .singleElement()
                .satisfies(alert ->
                        assertThat(alert.message()).contains("its status \"asleep\" is unknown to this release"));
        assertThat(mails("edition-unreadable")).hasSize(1);
    }

    private static long diskCheckCount() {
        return states().stream().filter(check -> check.name().equals("disk")).count();
    }

    private static void setLastSeen(TestApplication node, String age) {
        app.jdbc()
                .sql("update node set last_seen_at = now() - :time::interval where id = :id")
                .param("time", age)
                .param("id", node.get(NodeName.class).value())
                .update();
    }

    @Test
    void nodeWithASkewedClockIsKeptAndAlertsOnce() {
        for (int round = 0; round < 3; round++) {
            setClock(MONDAY.plus(Duration.ofHours(1)).plusSeconds(round));
            watchdog(secondNode).run(false);
            setClock(MONDAY.plusSeconds(round));
            watchdog(app).run(false);
        }

        assertThat(alerts("clock-skew")).hasSize(2).extracting(Alert::node).doesNotHaveDuplicates();
    }

    @Test
    void deregisteredNodeIsRemovedAtOnce() {
        watchdog(app).run(true);

        watchdog(app).deregister();

        assertThat(states()).allMatch(check -> check.node().isEmpty());
    }

    private static void registerDigestsAt(Instant time) {
        setClock(time);
        app.get(ExpectedEditions.class).registerDigests();
    }

    private static void setClock(Instant time) {
        app.clock().set(time);
    }

    @Test
    void aHeldEditionAlertsAtOnceAndNothingElseDoes() {
        registerDigestsAt(SUNDAY);
        Edition edition = open();
        halt(edition, "held");
        setClock(MONDAY.plus(Duration.ofMinutes(10)));

        app.get(MaintenanceJob.class).run();
        watchdog(app).run(false);

        assertThat(state("edition-held", "")).isEqualTo(Severity.CRITICAL);
        assertThat(state("nothing-sent", "weekly")).isEqualTo(Severity.NOT_MEASURED);
        assertThat(mails("edition-held"))
                .singleElement()
                .satisfies(mail -> assertThat(mail.text())
                        .contains(
                                "Edition " + edition.id() + " of weekly. Held: a reason. Since 2026-05-11T14:00:00Z.",
                                "Correct the cause, then resume it"));
    }

    @Test
    void aWaitingEditionWarnsAtOnce() {
        registerDigestsAt(SUNDAY);
        Edition edition = open();
        halt(edition, "waiting");

        app.get(MaintenanceJob.class).run();

        assertThat(state("edition-waiting", "")).isEqualTo(Severity.WARNING);
        assertThat(mails("edition-waiting"))
                .singleElement()
                .satisfies(mail -> assertThat(mail.text())
                        .contains("Edition " + edition.id()
                                + " of weekly. Waiting: a reason. Since 2026-05-11T14:00:00Z."));
        app.get(EditionControl.class).cancel(edition.id());
        app.get(MaintenanceJob.class).run();
        assertThat(state("edition-waiting", "")).isEqualTo(Severity.OK);
    }

    private static void halt(Edition edition, String status) {
        app.jdbc()
                .sql(
                        "update edition set status = :status, stop_reason = 'a reason', waits_since = opened_at where id = :id")
                .param("status", status)
                .param("id", edition.id())
                .update();
    }

    private static Watchdog watchdog(TestApplication node) {
        return node.get(Watchdog.class);
    }

    private static Edition open() {
        setClock(MONDAY);
        return app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).require("weekly"), OpenedBy.CLOCK);
    }

    private static void deliver(Edition edition) {
        app.get(EditionPlanner.class).plan(edition.id());
        app.deliver(edition.id(), 1);
    }

    private static boolean isToOperators(List<Message> batch) {
        return batch.getFirst().to().address().value().startsWith("ops@");
    }

    private static HandOverResult accepted(List<Message> batch) {
        return RecordingTransport.all(batch, new Accepted(null, null), null);
    }

    private static List<Message> mails(String check) {
        return app.transport().messages().stream()
                .filter(message -> message.subject().startsWith("Tidings: " + check))
                .toList();
    }

    private static List<Alert> alerts(String check) {
        return app.get(Alerts.class).list(null, 100).stream()
                .filter(alert -> alert.name().equals(check))
                .toList();
    }

    private static List<CheckState> states() {
        return app.get(HealthReports.class).report(10).checks();
    }

    private static Severity state(String check, String subject) {
        return states().stream()
                .filter(candidate ->
                        candidate.name().equals(check) && candidate.subject().equals(subject))
                .findFirst()
                .orElseThrow()
                .state();
    }
}
