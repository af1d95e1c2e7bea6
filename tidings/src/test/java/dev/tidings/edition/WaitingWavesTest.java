package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.testing.WaitForConfiguration;
import dev.tidings.transport.SendOutcome.Accepted;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Living Lytics is sent on Mondays at seven in each recipient's zone. Each zone waits until noon for its numbers. */
class WaitingWavesTest {
    private static final Instant KIRITIMATI = Instant.parse("2026-05-10T17:00:00Z");
    private static final Instant AUCKLAND = Instant.parse("2026-05-10T19:00:00Z");
    private static final Instant TOKYO = Instant.parse("2026-05-10T22:00:00Z");
    private static final Instant TOKYO_NOON = TOKYO.plus(Duration.ofHours(5));
    private static final Instant KOLKATA = Instant.parse("2026-05-11T01:30:00Z");
    private static final Instant BERLIN = Instant.parse("2026-05-11T05:00:00Z");
    private static final Instant LAST = Instant.parse("2026-05-11T19:00:00Z");

    @RegisterExtension
    static final TestApplication app = new TestApplication(WaitForConfiguration.byZone("hold"));

    private final List<String> sent = new ArrayList<>();

    @BeforeEach
    void begin() {
        app.clock().set(KIRITIMATI);
        app.transport().respondingWith((key, batch) -> {
            batch.forEach(message -> sent.add(message.to().address().value().replace("@example.com", "")));
            return RecordingTransport.all(batch, new Accepted(null, null), null);
        });
    }

    @Test
    void aWaveWaitsByItselfWhileOthersGoOn() {
        user("tokyo", "Asia/Tokyo", false);
        user("kolkata", "Asia/Kolkata", true);
        user("berlin", "Europe/Berlin", true);
        Edition edition = open();

        at(edition, TOKYO);
        assertThat(app.get(EditionHealthQueries.class).halted(EditionStatus.WAITING))
                .singleElement()
                .satisfies(found -> assertThat(found.reason())
                        .isEqualTo("0 of 1 accounts have numbers for 2026-05-10, 80 % are needed;"
                                + " it waits until 2026-05-11 12:00 in " + firstZone(edition, TOKYO)));
        at(edition, KOLKATA);
        assertThat(sent).containsExactly("kolkata");
        assertThat(find(edition).status()).isEqualTo(EditionStatus.OPEN);

        importLastDay("tokyo");
        at(edition, KOLKATA.plusSeconds(10));
        assertThat(sent).containsExactly("kolkata", "tokyo");
        assertThat(sendBy(edition, TOKYO)).isEqualTo(KOLKATA.plusSeconds(10).plus(digestLate()));
        assertThat(app.get(EditionHealthQueries.class).halted(EditionStatus.WAITING))
                .isEmpty();

        at(edition, BERLIN);
        at(edition, LAST);
        assertThat(sent).containsExactly("kolkata", "tokyo", "berlin");
        assertThat(find(edition).status()).isEqualTo(EditionStatus.CLOSED);
    }

    @Test
    void theFirstWaveMayWaitLongerThanTheNext() {
        user("kiritimati", "Pacific/Kiritimati", false);
        user("auckland", "Pacific/Auckland", true);
        Edition edition = open();
        at(edition, KIRITIMATI);
        at(edition, AUCKLAND);
        move("auckland", "Pacific/Kiritimati");

        importLastDay("kiritimati");
        at(edition, AUCKLAND.plusSeconds(10));
        at(edition, LAST);

        assertThat(sent).containsExactly("auckland", "kiritimati");
        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(2, 2, 0, 0, 0));
        assertThat(app.jdbc()
                        .sql("select unnest(remarks) from chunk")
                        .query(String.class)
                        .list())
                .as("second places that were taken out")
                .isEmpty();
    }

    @Test
    void whoMovesIntoAWaitingZoneWaitsWithIt() {
        user("tokyo", "Asia/Tokyo", false);
        user("moved", "Europe/Berlin", true);
        user("kolkata", "Asia/Kolkata", true);
        Edition edition = open();
        at(edition, KIRITIMATI);
        at(edition, TOKYO);
        move("moved", "Asia/Tokyo");

        at(edition, KOLKATA);
        assertThat(sent).containsExactly("kolkata");
        at(edition, TOKYO_NOON.minusSeconds(1));
        importLastDay("tokyo");
        at(edition, TOKYO_NOON);
        at(edition, BERLIN);
        at(edition, LAST);

        assertThat(sent).containsExactlyInAnyOrder("kolkata", "tokyo", "moved");
        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(3, 3, 0, 0, 0));
    }

    @Test
    void aWaveIsHeldAtItsOwnNoonUntilItIsResumed() {
        user("tokyo", "Asia/Tokyo", false);
        user("berlin", "Europe/Berlin", true);
        Edition edition = open();
        at(edition, TOKYO);
        at(edition, TOKYO_NOON.minusMillis(1));
        assertThat(app.get(EditionHealthQueries.class).halted(EditionStatus.HELD))
                .isEmpty();
        assertThat(summary(edition).state()).isEqualTo(DeliveryState.WAITING);

        at(edition, TOKYO_NOON);
        at(edition, BERLIN);
        at(edition, LAST);
        assertThat(sent).containsExactly("berlin");
        assertThat(find(edition).status()).isEqualTo(EditionStatus.OPEN);
        assertThat(app.get(EditionHealthQueries.class).halted(EditionStatus.HELD))
                .singleElement()
                .satisfies(found -> assertThat(found.since()).isEqualTo(TOKYO));
        assertThat(summary(edition).state()).isEqualTo(DeliveryState.HELD);
        assertThat(summary(edition).sentence()).startsWith("1 sent; held: ");

        assertThat(app.get(EditionControl.class).resume(edition.id())).isTrue();
        at(edition, LAST);
        assertThat(sent).containsExactly("berlin", "tokyo");
        assertThat(sendBy(edition, TOKYO)).isEqualTo(LAST.plus(digestLate()));
        assertThat(find(edition).status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(app.get(EditionControl.class).resume(edition.id())).isFalse();
    }

    private static DeliverySummary summary(Edition edition) {
        return app.get(DeliverySummaries.class).of(find(edition));
    }

    @Test
    void resumingAnOpenEditionSendsTheWavesThatWait() {
        user("tokyo", "Asia/Tokyo", false);
        Edition edition = open();
        at(edition, TOKYO);

        assertThat(app.get(EditionControl.class).resume(edition.id())).isTrue();
        at(edition, TOKYO);

        assertThat(sent).containsExactly("tokyo");
    }

    @Test
    void aWaveWithoutContentForMostOfItsReadersHoldsTheEdition() {
        for (int reader = 0; reader < 12; reader++) {
            user("tokyo-" + reader, "Asia/Tokyo", true);
            user("berlin-" + reader, "Europe/Berlin", true);
        }
        Edition first = open();
        at(first, LAST);
        assertThat(find(first).progress().sent()).isEqualTo(24);
        app.jdbc().sql("""
                        insert into daily_metric (account_id, metric_date, source_name, data)
                        select id, :day, 'web', '{"sessions": 5}' from users where time_zone = 'Asia/Tokyo'
                        """).param("day", TestApplication.WEEK.plusDays(13)).update();
        Duration week = Duration.ofDays(7);
        app.jdbc()
                .sql("delete from daily_metric where metric_date between :from and :to")
                .param("from", TestApplication.WEEK)
                .param("to", TestApplication.WEEK.plusDays(6))
                .update();
        sent.clear();
        app.clock().set(KIRITIMATI.plus(week));
        Edition second = open();

        at(second, TOKYO.plus(week));
        assertThat(sent).hasSize(12);
        at(second, BERLIN.plus(week));

        Edition held = find(second);
        assertThat(held.status()).isEqualTo(EditionStatus.HELD);
        assertThat(held.reason())
                .isEqualTo("of a sample of 12 readers who had a letter last time, 12 have no content now (100 %)");
        assertThat(sent).hasSize(12);

        app.get(EditionControl.class).resume(second.id());
        at(second, LAST.plus(week));
        assertThat(find(second).progress()).isEqualTo(new EditionProgress(24, 12, 12, 0, 0));
    }

    private static Edition open() {
        return app.get(EditionOpener.class).openDue(app.get(DigestCatalog.class).primary());
    }

    /** Plans and delivers what is due at that time. */
    private static void at(Edition edition, Instant time) {
        app.clock().set(time);
        app.get(EditionPlanner.class).plan(edition.id());
        app.jdbc()
                .sql("select number from chunk where edition_id = :id and closed_at is null order by number")
                .param("id", edition.id())
                .query(Integer.class)
                .list()
                .forEach(number -> app.deliver(edition.id(), number));
    }

    private static Duration digestLate() {
        return app.get(DigestCatalog.class).primary().late();
    }

    private static Instant sendBy(Edition edition, Instant due) {
        return app.get(Waves.class).sendBy(edition.id(), due);
    }

    private static String firstZone(Edition edition, Instant due) {
        return app.get(Waves.class).of(edition.id()).stream()
                .map(Waves.PlannedWave::wave)
                .filter(wave -> wave.due().equals(due))
                .findFirst()
                .orElseThrow()
                .zones()
                .getFirst();
    }

    private static Edition find(Edition edition) {
        return app.get(Editions.class).find(edition.id()).orElseThrow();
    }

    private static void user(String id, String zone, boolean withLastDay) {
        app.insertReader(id);
        move(id, zone);
        app.jdbc()
                .sql("delete from time_zone_change where user_id = :id")
                .param("id", id)
                .update();
        if (!withLastDay) {
            app.jdbc()
                    .sql("delete from daily_metric where account_id = :id and metric_date = :day")
                    .param("id", id)
                    .param("day", TestApplication.WEEK.plusDays(6))
                    .update();
        }
    }

    private static void importLastDay(String account) {
        LocalDate day = TestApplication.WEEK.plusDays(6);
        app.jdbc().sql("""
                        insert into daily_metric (account_id, metric_date, source_name, data)
                        values (:account, :day, 'web', '{"sessions": 5}')
                        """).param("account", account).param("day", day).update();
    }

    private static void move(String id, String zone) {
        app.jdbc()
                .sql("update users set time_zone = :zone where id = :id")
                .param("zone", zone)
                .param("id", id)
                .update();
    }
}
