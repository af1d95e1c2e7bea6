package dev.tidings.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.alerting.Severity;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.MaintenanceSettings;
import dev.tidings.digest.Thresholds;
import dev.tidings.edition.Edition;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.EditionPlanner;
import dev.tidings.testing.RecipientZonesConfiguration;
import dev.tidings.testing.TestApplication;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deadlines of a digest that is sent on Mondays at seven in each zone. */
class ZonedDeadlinesTest {
    private static final Instant KIRITIMATI = Instant.parse("2026-05-10T17:00:00Z");
    private static final Instant BERLIN = Instant.parse("2026-05-11T05:00:00Z");
    private static final Instant LAST_ZONE = Instant.parse("2026-05-11T19:00:00Z");
    private static final Duration LIMIT = Duration.ofMinutes(30);

    @RegisterExtension
    static final TestApplication app = new TestApplication(RecipientZonesConfiguration.folder());

    @BeforeEach
    void registerNodeAndInsertUser() {
        app.clock().set(KIRITIMATI.minusSeconds(60));
        app.get(Watchdog.class).run(true);
        app.insertUser("ada");
        app.jdbc().sql("update users set time_zone = 'Europe/Berlin'").update();
    }

    @Test
    void editionIsMissedFromTheHourOfItsFirstZone() {
        EditionOpeningCheck opening = new EditionOpeningCheck(expectedEditions(), new Thresholds<>(LIMIT, LIMIT));

        app.clock().set(KIRITIMATI.plus(LIMIT).minusSeconds(1));
        assertThat(opening.run())
                .singleElement()
                .extracting(CheckFinding::state)
                .isEqualTo(Severity.OK);
        app.clock().set(KIRITIMATI.plus(LIMIT));
        assertThat(opening.run())
                .singleElement()
                .extracting(CheckFinding::state)
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void lettersAreLateOnlyAfterTheHourOfTheirZone() {
        NothingSentCheck nothingSent = new NothingSentCheck(expectedEditions(), new Thresholds<>(LIMIT, LIMIT));
        app.clock().set(KIRITIMATI);
        Edition edition = open();

        app.clock().set(BERLIN.minusSeconds(1));
        plan(edition);
        assertThat(nothingSent.run())
                .singleElement()
                .extracting(CheckFinding::state)
                .isEqualTo(Severity.NOT_MEASURED);

        app.clock().set(BERLIN.plus(LIMIT).minusSeconds(1));
        plan(edition);
        assertThat(nothingSent.run())
                .singleElement()
                .extracting(CheckFinding::state)
                .isEqualTo(Severity.OK);
        app.clock().set(BERLIN.plus(LIMIT));
        assertThat(nothingSent.run())
                .singleElement()
                .extracting(CheckFinding::state)
                .isEqualTo(Severity.CRITICAL);

        app.deliver(edition.id(), 1);
        assertThat(nothingSent.run())
                .singleElement()
                .extracting(CheckFinding::state)
                .isEqualTo(Severity.OK);
    }

    @Test
    void letterIsOwedSinceTheHourOfItsZone() {
        app.clock().set(KIRITIMATI);
        Edition edition = open();
        app.clock().set(BERLIN);
        plan(edition);

        assertThat(app.get(EditionMonitor.class).oldestOwed()).contains(BERLIN);

        Instant sampleSettled = BERLIN.plus(Duration.ofMinutes(20));
        app.jdbc()
                .sql("update edition_wave set canary = 'waiting', canary_since = :at::timestamptz")
                .param("at", sampleSettled.toString())
                .update();
        assertThat(app.get(EditionMonitor.class).oldestOwed())
                .as("the others of a wave follow its sample")
                .contains(sampleSettled);

        app.jdbc()
                .sql(
                        "update edition_wave set canary = null, canary_since = null, admitted_at = null, planned_at = null,"
                                + " status = 'held', stop_reason = 'half would be empty', waits_since = due_at")
                .update();
        assertThat(app.get(EditionMonitor.class).oldestOwed())
                .as("a held wave has its own check")
                .isEmpty();
    }

    @Test
    void tooFewSentIsCheckedAfterTheHourOfTheLastZone() {
        TooFewSentCheck tooFewSent = new TooFewSentCheck(
                expectedEditions(), new MaintenanceSettings.TooFewSentSettings(Duration.ofHours(6), 2.0, 10.0));
        app.clock().set(KIRITIMATI);
        Edition edition = open();

        app.clock().set(LAST_ZONE.plus(Duration.ofHours(6)).minusSeconds(1));
        plan(edition);
        assertThat(tooFewSent.run())
                .singleElement()
                .extracting(CheckFinding::state)
                .isEqualTo(Severity.NOT_MEASURED);
        app.clock().set(LAST_ZONE.plus(Duration.ofHours(6)));
        assertThat(tooFewSent.run())
                .singleElement()
                .extracting(CheckFinding::state)
                .isEqualTo(Severity.CRITICAL);
    }

    private static ExpectedEditions expectedEditions() {
        return app.get(ExpectedEditions.class);
    }

    private static Edition open() {
        return app.get(EditionOpener.class).openDue(app.get(DigestCatalog.class).primary());
    }

    private static void plan(Edition edition) {
        assertThat(app.get(EditionPlanner.class).plan(edition.id())).isNotNull();
    }
}
