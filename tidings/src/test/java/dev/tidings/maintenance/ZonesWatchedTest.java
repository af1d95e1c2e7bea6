package dev.tidings.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.Limits;
import dev.tidings.digest.MaintenanceSettings;
import dev.tidings.edition.Edition;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.EditionPlanner;
import dev.tidings.testing.RecipientZones;
import dev.tidings.testing.TestHouse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nothing is late before the hour of its zone: Mondays at seven, zone by zone. */
class ZonesWatchedTest {
    private static final Instant KIRITIMATI = Instant.parse("2026-05-10T17:00:00Z");
    private static final Instant BERLIN = Instant.parse("2026-05-11T05:00:00Z");
    private static final Instant LAST = Instant.parse("2026-05-11T19:00:00Z");
    private static final Duration LIMIT = Duration.ofMinutes(30);

    @RegisterExtension
    static final TestHouse house = new TestHouse(RecipientZones.folder());

    @BeforeEach
    void aClockIsThere() {
        house.clock().set(KIRITIMATI.minusSeconds(60));
        house.get(Watch.class).look(true);
        house.user("ada");
        house.jdbc().sql("update users set time_zone = 'Europe/Berlin'").update();
    }

    @Test
    void anEditionIsMissedFromTheHourOfItsFirstZoneOn() {
        EditionOpening opening = new EditionOpening(expectations(), new Limits<>(LIMIT, LIMIT));

        house.clock().set(KIRITIMATI.plus(LIMIT).minusSeconds(1));
        assertThat(opening.look()).singleElement().extracting(Finding::state).isEqualTo(State.OK);
        house.clock().set(KIRITIMATI.plus(LIMIT));
        assertThat(opening.look()).singleElement().extracting(Finding::state).isEqualTo(State.CRITICAL);
    }

    @Test
    void nothingIsMissedBeforeSomebodysZoneHasItsHour() {
        NothingSent sent = new NothingSent(expectations(), new Limits<>(LIMIT, LIMIT));
        house.clock().set(KIRITIMATI);
        Edition edition = open();

        house.clock().set(BERLIN.minusSeconds(1));
        plan(edition);
        assertThat(sent.look()).singleElement().extracting(Finding::state).isEqualTo(State.OK);

        house.clock().set(BERLIN.plus(LIMIT).minusSeconds(1));
        plan(edition);
        assertThat(sent.look()).singleElement().extracting(Finding::state).isEqualTo(State.OK);
        house.clock().set(BERLIN.plus(LIMIT));
        assertThat(sent.look()).singleElement().extracting(Finding::state).isEqualTo(State.CRITICAL);

        house.deliver(edition.id(), 1);
        assertThat(sent.look()).singleElement().extracting(Finding::state).isEqualTo(State.OK);
    }

    @Test
    void whatIsOwedIsOwedSinceTheHourOfItsZone() {
        house.clock().set(KIRITIMATI);
        Edition edition = open();
        house.clock().set(BERLIN);
        plan(edition);

        assertThat(house.get(EditionSoundings.class).oldestOwed()).contains(BERLIN);
    }

    @Test
    void howManyWereSentIsJudgedWhenTheLastZoneHasHadItsHour() {
        TooFewSent few =
                new TooFewSent(expectations(), new MaintenanceSettings.TooFewSent(Duration.ofHours(6), 2.0, 10.0));
        house.clock().set(KIRITIMATI);
        Edition edition = open();

        house.clock().set(LAST.plus(Duration.ofHours(6)).minusSeconds(1));
        plan(edition);
        assertThat(few.look()).singleElement().extracting(Finding::state).isEqualTo(State.OK);
        house.clock().set(LAST.plus(Duration.ofHours(6)));
        assertThat(few.look()).singleElement().extracting(Finding::state).isEqualTo(State.CRITICAL);
    }

    private static Expectations expectations() {
        return house.get(Expectations.class);
    }

    private static Edition open() {
        return house.get(EditionOpener.class)
                .openDue(house.get(DigestCatalog.class).primary());
    }

    private static void plan(Edition edition) {
        assertThat(house.get(EditionPlanner.class).plan(edition.id())).isNotNull();
    }
}
