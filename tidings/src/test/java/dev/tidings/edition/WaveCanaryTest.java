package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.audience.Suppression.SuppressionReason;
import dev.tidings.audience.Suppressions;
import dev.tidings.core.EmailAddress;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.testing.EditedConfiguration;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome.Accepted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Living Lytics is sent at seven in each recipient's zone: to a tenth first, to the others 15 minutes later. */
class WaveCanaryTest {
    private static final Instant TOKYO = Instant.parse("2026-05-10T22:00:00Z");
    private static final Instant BERLIN = Instant.parse("2026-05-11T05:00:00Z");
    private static final Instant LAST = Instant.parse("2026-05-11T19:00:00Z");
    private static final Duration WAIT = Duration.ofMinutes(15);
    private static final int READERS = 600;

    @RegisterExtension
    static final TestApplication app = new TestApplication(EditedConfiguration.withCanaryByZone());

    private final List<String> sent = new ArrayList<>();

    @BeforeEach
    void begin() {
        app.clock().set(Instant.parse("2026-05-10T17:00:00Z"));
        app.transport().respondingWith((key, batch) -> {
            batch.forEach(message -> sent.add(message.to().address().value().replace("@example.com", "")));
            return RecordingTransport.all(batch, new Accepted(null, null), null);
        });
        app.insertReaders(2 * READERS);
        app.jdbc().sql("""
                        update users set time_zone =
                            case when substr(id, 2)::int <= :readers then 'Asia/Tokyo' else 'Europe/Berlin' end
                        """).param("readers", READERS).update();
        app.jdbc().sql("delete from time_zone_change").update();
    }

    @Test
    void eachWaveHasItsOwnSample() {
        Edition edition = open();
        at(edition, TOKYO);
        assertThat(sent).hasSizeBetween(35, 90).allMatch(user -> Integer.parseInt(user.substring(1)) <= READERS);

        at(edition, TOKYO.plus(WAIT));
        assertThat(sent).hasSize(READERS);
        assertThat(app.get(Waves.class).sendBy(edition.id(), TOKYO))
                .isEqualTo(TOKYO.plus(app.get(DigestCatalog.class).primary().late())
                        .plus(WAIT));

        at(edition, BERLIN);
        assertThat(sent).hasSizeBetween(READERS + 35, READERS + 90);
        at(edition, BERLIN.plus(WAIT));
        at(edition, LAST);
        at(edition, LAST.plus(WAIT));

        assertThat(find(edition).status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(2 * READERS, 2 * READERS, 0, 0, 0));
        assertThat(sent).doesNotHaveDuplicates();
        assertSecondPlaces();
    }

    @Test
    void whoMovesWhileASampleIsJudgedGetsOneLetter() {
        Edition edition = open();
        at(edition, TOKYO);
        String sampled = sent.getFirst();
        Set<String> sample = Set.copyOf(sent);
        String other = app.jdbc()
                .sql("select id from users where time_zone = 'Asia/Tokyo' and id <> all (:sent::text[]) limit 1")
                .param("sent", sample.toArray(String[]::new))
                .query(String.class)
                .single();
        move(sampled, "Europe/Berlin");
        move(other, "Europe/Berlin");
        move("u" + 2 * READERS, "Asia/Tokyo");

        at(edition, TOKYO.plus(WAIT));
        assertThat(sent).contains("u" + 2 * READERS).doesNotContain(other);
        at(edition, BERLIN);
        at(edition, BERLIN.plus(WAIT));
        at(edition, LAST);

        assertThat(sent).hasSize(2 * READERS).doesNotHaveDuplicates();
        assertSecondPlaces();
    }

    @Test
    void complaintsInAWaveHoldTheEdition() {
        Edition edition = open();
        at(edition, TOKYO);
        int sample = sent.size();
        sent.subList(0, 6)
                .forEach(user -> app.get(Suppressions.class)
                        .add(new EmailAddress(user + "@example.com"), SuppressionReason.COMPLAINT, null));

        at(edition, TOKYO.plus(WAIT));
        at(edition, BERLIN);

        assertThat(find(edition).status()).isEqualTo(EditionStatus.HELD);
        assertThat(sent).hasSize(sample);

        app.get(EditionControl.class).resume(edition.id());
        at(edition, BERLIN);
        assertThat(sent).as("a resumed edition has no further sample").hasSize(2 * READERS);
    }

    @Test
    void forceGivesTheOthersOfAHeldWaveTheirTime() {
        Edition edition = open();
        at(edition, TOKYO);
        sent.subList(0, 6)
                .forEach(user -> app.get(Suppressions.class)
                        .add(new EmailAddress(user + "@example.com"), SuppressionReason.COMPLAINT, null));
        at(edition, TOKYO.plus(WAIT));
        assertThat(find(edition).status()).isEqualTo(EditionStatus.HELD);
        app.clock().set(TOKYO.plus(Duration.ofDays(3)));

        app.get(EditionOpener.class)
                .open(app.get(DigestCatalog.class).primary(), edition.period(), OpenedBy.COMMAND, true);
        at(edition, TOKYO.plus(Duration.ofDays(3)));
        at(edition, TOKYO.plus(Duration.ofDays(3)));

        assertThat(find(edition).progress()).isEqualTo(new EditionProgress(2 * READERS, 2 * READERS, 0, 0, 0));
    }

    /** The guard that takes out a second place of a user in an edition had nothing to do. */
    private static void assertSecondPlaces() {
        assertThat(app.jdbc()
                        .sql("select unnest(remarks) from chunk")
                        .query(String.class)
                        .list())
                .isEmpty();
    }

    private static Edition open() {
        return app.get(EditionOpener.class).openDue(app.get(DigestCatalog.class).primary());
    }

    /** Plans, delivers, and checks the samples at that time. */
    private static void at(Edition edition, Instant time) {
        app.clock().set(time);
        app.get(EditionPlanner.class).plan(edition.id());
        app.jdbc()
                .sql("select number from chunk where edition_id = :id and closed_at is null order by number")
                .param("id", edition.id())
                .query(Integer.class)
                .list()
                .forEach(number -> app.deliver(edition.id(), number));
        app.get(EditionPlanner.class).plan(edition.id());
    }

    private static void move(String user, String zone) {
        app.jdbc()
                .sql("update users set time_zone = :zone where id = :id")
                .param("zone", zone)
                .param("id", user)
                .update();
    }

    private static Edition find(Edition edition) {
        return app.get(Editions.class).find(edition.id()).orElseThrow();
    }
}
