package dev.tidings.maintenance;

import static dev.tidings.testing.TestHouse.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.Message;
import dev.tidings.delivery.SendOutcome;
import dev.tidings.delivery.SendOutcome.Accepted;
import dev.tidings.delivery.SendOutcome.Deferred;
import dev.tidings.delivery.SendOutcome.Rejected;
import dev.tidings.delivery.Transport.HandOver;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.EditionControl;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.EditionPlanner;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestHouse;
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

/** What the nodes' own watches say when letters do not go out, with no scheduler anywhere. */
class WatchTest {
    private static final Instant SUNDAY = MONDAY.minus(Duration.ofHours(12));

    @RegisterExtension
    @Order(1)
    static final TestHouse house = new TestHouse(Path.of("src/test/resources/watched"));

    @RegisterExtension
    @Order(2)
    static final TestHouse nextDoor = house.nextDoor();

    @Test
    void anEditionThatDidNotOpenOnItsMondayIsToldOnceByTwoNodesWithoutAnyScheduler() {
        expectFrom(SUNDAY);
        at(MONDAY.plus(Duration.ofMinutes(15)));

        try (ExecutorService nodes = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 3; round++) {
                CompletableFuture<?> here =
                        CompletableFuture.runAsync(() -> watch(house).look(true), nodes);
                CompletableFuture<?> there =
                        CompletableFuture.runAsync(() -> watch(nextDoor).look(true), nodes);
                CompletableFuture.allOf(here, there).join();
            }
        }

        assertThat(alerts("edition-opening")).singleElement().satisfies(alert -> {
            assertThat(alert.state()).isEqualTo(State.CRITICAL);
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
    void anEditionIsLateFromItsLimitsOn() {
        expectFrom(SUNDAY);

        assertThat(openingAt(Duration.ofMinutes(5).minusSeconds(1))).isEqualTo(State.OK);
        assertThat(openingAt(Duration.ofMinutes(5))).isEqualTo(State.WARNING);
        assertThat(openingAt(Duration.ofMinutes(10).minusSeconds(1))).isEqualTo(State.WARNING);
        assertThat(openingAt(Duration.ofMinutes(10))).isEqualTo(State.CRITICAL);
    }

    private State openingAt(Duration late) {
        at(MONDAY.plus(late));
        watch(house).look(false);
        return state("edition-opening", "weekly");
    }

    @Test
    void whatWasDueBeforeAClockWasThereIsNotMissed() {
        expectFrom(MONDAY.plusSeconds(1));
        at(MONDAY.plus(Duration.ofHours(2)));

        watch(house).look(true);

        assertThat(states()).noneMatch(check -> check.name().equals("edition-opening"));
    }

    @Test
    void aNodeWithoutAClockTellsThatTheOnesWithAClockFellSilent() {
        expectFrom(SUNDAY);
        at(MONDAY.plus(Duration.ofMinutes(10)));

        watch(nextDoor).look(false);

        assertThat(mails("edition-opening")).hasSize(1);
    }

    @Test
    void whereNoClockWasEverThereNothingIsExpected() {
        at(MONDAY.plus(Duration.ofDays(1)));

        watch(house).look(false);

        assertThat(states()).noneMatch(check -> check.name().equals("edition-opening"));
    }

    @Test
    void anInstallationWhoseClockWasOffForLongIsExpectedAnew() {
        expectFrom(SUNDAY);
        at(MONDAY.plus(Duration.ofDays(20)));

        watch(house).look(true);

        assertThat(states()).noneMatch(check -> check.name().equals("edition-opening"));
    }

    @Test
    void anOpenEditionOfWhichNoLetterLeavesIsTold() {
        expectFrom(SUNDAY);
        house.reader("ada");
        at(MONDAY);
        house.transport()
                .answering((key, batch) -> ops(batch)
                        ? accepted(batch)
                        : RecordingTransport.all(batch, new Deferred("450 try later", null), null));
        deliver(open());
        at(MONDAY.plus(Duration.ofMinutes(10).minusSeconds(1)));
        watch(house).look(true);
        assertThat(state("nothing-sent", "weekly")).isEqualTo(State.WARNING);

        at(MONDAY.plus(Duration.ofMinutes(10)));
        watch(house).look(true);

        assertThat(state("edition-opening", "weekly")).isEqualTo(State.OK);
        assertThat(state("nothing-sent", "weekly")).isEqualTo(State.CRITICAL);
        assertThat(alerts("nothing-sent").getFirst().message()).contains("0 of 1 letters sent", "1 owed");
    }

    @Test
    void alertsGoOutWhileTheEditionIsStopped() {
        expectFrom(SUNDAY);
        house.reader("ada");
        house.transport()
                .answering((key, batch) -> ops(batch)
                        ? accepted(batch)
                        : RecordingTransport.all(batch, new Deferred("401", null), "The key is wrong."));
        deliver(open());

        house.get(Maintenance.class).maintain();

        assertThat(state("edition-stopped", "")).isEqualTo(State.CRITICAL);
        assertThat(mails("edition-stopped"))
                .singleElement()
                .satisfies(mail -> assertThat(mail.text()).contains("of weekly is stopped: The key is wrong."));
        assertThat(house.jdbc()
                        .sql("select count(*) from digest_log")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void lettersThatLeftAreWell() {
        expectFrom(SUNDAY);
        house.reader("ada");
        deliver(open());
        at(MONDAY.plus(Duration.ofHours(5)));

        watch(house).look(true);

        assertThat(state("nothing-sent", "weekly")).isEqualTo(State.OK);
        assertThat(state("too-few-sent", "weekly")).isEqualTo(State.OK);
        assertThat(alerts("nothing-sent")).isEmpty();
    }

    @Test
    void anEditionThatAnOperatorPausedIsNotMissedButItsLettersAreStillOwed() {
        expectFrom(SUNDAY);
        house.reader("ada");
        Edition edition = open();
        house.get(EditionPlanner.class).plan(edition.id());
        house.get(EditionControl.class).pause(edition.id());
        at(MONDAY.plus(Duration.ofHours(5)));

        watch(house).look(true);
        house.get(Maintenance.class).maintain();

        assertThat(state("nothing-sent", "weekly")).isEqualTo(State.OK);
        assertThat(state("too-few-sent", "weekly")).isEqualTo(State.OK);
        assertThat(state("letters-owed", "")).isEqualTo(State.WARNING);
    }

    @Test
    void anEditionThatOnlySkipsIsWarnedOfAndNoMore() {
        expectFrom(SUNDAY);
        house.user("without-numbers");
        deliver(open());
        at(MONDAY.plus(Duration.ofHours(5)));

        watch(house).look(true);

        assertThat(state("nothing-sent", "weekly")).isEqualTo(State.WARNING);
        assertThat(alerts("nothing-sent").getFirst().message()).contains("look at your import");
    }

    @Test
    void tooFewLettersAreJudgedWhenTheEditionHadItsTime() {
        expectFrom(SUNDAY);
        Stream.of("ada", "ben").forEach(house::reader);
        house.transport()
                .answering((key, batch) -> ops(batch)
                        ? accepted(batch)
                        : new HandOver(
                                batch.stream()
                                        .<SendOutcome>map(message ->
                                                message.to().address().value().startsWith("ada")
                                                        ? new Accepted(null, null)
                                                        : new Rejected("550 no", false))
                                        .toList(),
                                null));
        deliver(open());

        at(MONDAY.plus(Duration.ofHours(4).minusSeconds(1)));
        watch(house).look(true);
        assertThat(state("too-few-sent", "weekly")).isEqualTo(State.OK);
        at(MONDAY.plus(Duration.ofHours(4)));
        watch(house).look(true);

        assertThat(state("too-few-sent", "weekly")).isEqualTo(State.CRITICAL);
    }

    @Test
    void aNodeThatVanishedIsForgottenWithItsAlerts() {
        watch(house).look(true);
        watch(nextDoor).look(true);
        silence(nextDoor, "9 minutes");
        watch(house).look(true);
        assertThat(disks()).isEqualTo(2);

        silence(nextDoor, "10 minutes 1 second");
        watch(house).look(true);

        assertThat(disks()).isEqualTo(1);
        assertThat(house.get(Alerts.class).open())
                .extracting(Alert::node)
                .doesNotContain(nextDoor.get(NodeName.class).value());
    }

    private static long disks() {
        return states().stream().filter(check -> check.name().equals("disk")).count();
    }

    private static void silence(TestHouse node, String time) {
        house.jdbc()
                .sql("update node set seen_at = now() - :time::interval where id = :id")
                .param("time", time)
                .param("id", node.get(NodeName.class).value())
                .update();
    }

    @Test
    void aNodeWhoseClockIsFarOffIsNotTakenForGoneAndTellsItOnce() {
        for (int round = 0; round < 3; round++) {
            at(MONDAY.plus(Duration.ofHours(1)).plusSeconds(round));
            watch(nextDoor).look(false);
            at(MONDAY.plusSeconds(round));
            watch(house).look(false);
        }

        assertThat(alerts("clock-skew")).hasSize(2).extracting(Alert::node).doesNotHaveDuplicates();
    }

    @Test
    void aNodeThatLeavesIsForgottenAtOnce() {
        watch(house).look(true);

        watch(house).leave();

        assertThat(states()).allMatch(check -> check.node().isEmpty());
    }

    private static void expectFrom(Instant moment) {
        at(moment);
        house.get(Expectations.class).expectAll();
    }

    private static void at(Instant moment) {
        house.clock().set(moment);
    }

    private static Watch watch(TestHouse node) {
        return node.get(Watch.class);
    }

    private static Edition open() {
        at(MONDAY);
        return house.get(EditionOpener.class)
                .openLastCompleted(house.get(DigestCatalog.class).require("weekly"), OpenedBy.CLOCK);
    }

    private static void deliver(Edition edition) {
        house.get(EditionPlanner.class).plan(edition.id());
        house.deliver(edition.id(), 1);
    }

    private static boolean ops(List<Message> batch) {
        return batch.getFirst().to().address().value().startsWith("ops@");
    }

    private static HandOver accepted(List<Message> batch) {
        return RecordingTransport.all(batch, new Accepted(null, null), null);
    }

    private static List<Message> mails(String check) {
        return house.transport().messages().stream()
                .filter(message -> message.subject().startsWith("Tidings: " + check))
                .toList();
    }

    private static List<Alert> alerts(String check) {
        return house.get(Alerts.class).list(null, 100).stream()
                .filter(alert -> alert.name().equals(check))
                .toList();
    }

    private static List<CheckState> states() {
        return house.get(HouseReports.class).report(10).checks();
    }

    private static State state(String check, String subject) {
        return states().stream()
                .filter(each -> each.name().equals(check) && each.subject().equals(subject))
                .findFirst()
                .orElseThrow()
                .state();
    }
}
