package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.testing.UncheckedTables;
import dev.tidings.transport.SendOutcome.Accepted;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A row of {@code edition} that cannot be read affects no other edition. */
class UnreadableEditionTest {
    @RegisterExtension
    static final TestApplication app = new TestApplication();

    @BeforeAll
    static void dropChecks() {
        UncheckedTables.dropChecks(app.jdbc(), "edition");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            period_start = '-infinity', period_end = '-infinity' | its period, -infinity to -infinity, is not a week from Monday to Sunday
            period_start = 'infinity', period_end = 'infinity'   | its period, infinity to infinity, is not a week from Monday to Sunday
            period_end = 'infinity'                              | its period, 2026-05-04 to infinity, is not a week from Monday to Sunday
            period_start = '2026-05-05', period_end = '2026-05-11' | its period, 2026-05-05 to 2026-05-11, is not a week from Monday to Sunday
            period_end = '2026-05-09'                            | its period, 2026-05-04 to 2026-05-09, is not a week from Monday to Sunday
            period_end = '5874897-12-31'                         | its period, 2026-05-04 to 5874897-12-31, is not a week from Monday to Sunday
            status = 'asleep'                                      | its status "asleep" is unknown to this release
            status = 'OPEN'                                      | its status "OPEN" is unknown to this release
            opened_by = 'webhook'                                | its opened_by "webhook" is unknown to this release
            opened_at = 'infinity'                               | its opened_at is infinity
            opened_at = '-infinity'                              | its opened_at is -infinity
            planned_at = 'infinity'                              | its planned_at is infinity
            closed_at = '-infinity'                              | its closed_at is -infinity
            cancelled_at = 'infinity'                            | its cancelled_at is infinity
            send_deadline_at = 'infinity'                        | its send_deadline_at is infinity
            letters_per_second = 0                               | its letters_per_second is 0
            """)
    void listsShowWhatIsWrongWithARowAndTheOtherEditions(String change, String problem) {
        Edition older = open();
        Edition newest = openNextWeek();
        app.jdbc()
                .sql("update edition set " + change + " where id = :id")
                .param("id", older.id())
                .update();
        UnreadableEdition unreadable = new UnreadableEdition(older.id(), "living-lytics", problem);

        assertThat(editions().list(null, null, null, 10)).containsExactly(newest, unreadable);
        assertThat(editions().list("living-lytics", null, newest.id(), 10)).containsExactly(unreadable);
        assertThat(app.get(EditionHealthQueries.class).unreadable()).containsExactly(unreadable);
        assertThatThrownBy(() -> editions().find(older.id()))
                .isInstanceOf(EditionNotReadable.class)
                .hasMessage("Edition " + older.id() + " of living-lytics cannot be read: " + problem
                        + ". Nothing more of it is sent until its row in the table edition is corrected");
    }

    /** The condition in SQL and the mapper in Java agree on rows that are unusual and can be read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "period_start = '0001-01-01 BC', period_end = '0001-01-07 BC'",
                "period_start = '0001-01-01', period_end = '0001-01-07'",
                "period_start = '9999-12-27', period_end = '10000-01-02'",
                "opened_at = '4713-01-01 BC'",
                "status = 'closed'",
                "status = 'stopped'",
                "letters_per_second = 1"
            })
    void anUnusualRowIsRead(String change) {
        Edition edition = open();
        app.jdbc().sql("update edition set " + change).update();

        boolean read = editions().list(null, null, null, 10).getFirst() instanceof Edition;
        assertThat(app.get(EditionHealthQueries.class).unreadable().isEmpty()).isEqualTo(read);
        if (read) {
            assertThat(editions().find(edition.id())).isPresent();
        }
    }

    @Test
    void theNewestEditionIsTheNewestThatCanBeRead() {
        Edition older = open();
        Edition newest = openNextWeek();
        breakRow(newest);

        assertThat(editions().newest("living-lytics")).contains(older);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void laterEditionsDoNotWaitForIt(boolean planned) {
        app.insertReader("ada");
        Edition older = open();
        if (planned) {
            app.get(EditionPlanner.class).plan(older.id());
        }
        Edition later = openNextWeek();
        app.insertReader("ben");
        app.get(EditionPlanner.class).plan(later.id());
        assertThat(editions().waitsForEarlierEdition(later.id())).isTrue();

        breakRow(older);
        app.deliver(later.id(), 1);

        assertThat(editions().find(later.id()).orElseThrow().status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(app.jdbc()
                        .sql("select distinct edition_id from digest_log")
                        .query(Long.class)
                        .list())
                .containsExactly(later.id());
    }

    @Test
    void itSendsNothingAndIsQueuedAgainWhenItsRowIsCorrected() {
        app.insertReader("ada");
        Edition edition = open();
        app.get(EditionPlanner.class).plan(edition.id());
        app.jdbc().sql("truncate scheduled_tasks").update();
        breakRow(edition);

        assertThatThrownBy(() -> app.deliver(edition.id(), 1)).isInstanceOf(EditionNotReadable.class);
        assertThat(app.get(SendPermissions.class).of(edition.id()).open()).isFalse();
        assertThat(rescuer().requeueChunks()).isZero();
        assertThat(app.transport().messages()).isEmpty();

        app.jdbc().sql("update edition set opened_by = 'api'").update();
        assertThat(rescuer().requeueChunks()).isEqualTo(1);
        app.deliver(edition.id(), 1);
        assertThat(editions().find(edition.id()).orElseThrow().progress())
                .isEqualTo(new EditionProgress(1, 1, 0, 0, 0));
    }

    @Test
    void itIsNotPlannedUntilItsRowIsCorrected() {
        app.insertReader("ada");
        Edition edition = open();
        app.jdbc().sql("truncate scheduled_tasks").update();
        breakRow(edition);

        assertThatThrownBy(() -> app.get(EditionPlanner.class).plan(edition.id()))
                .isInstanceOf(EditionNotReadable.class);
        assertThat(rescuer().requeuePlanning()).isEmpty();

        app.jdbc().sql("update edition set opened_by = 'api'").update();
        assertThat(rescuer().requeuePlanning()).containsExactly(edition.id());
    }

    @Test
    void aBatchUnderWayIsTheLast() {
        List.of("u1", "u2", "u3").forEach(app::insertReader);
        Edition edition = open();
        app.get(EditionPlanner.class).plan(edition.id());
        app.transport().withReplayWindow(Duration.ZERO, 1).respondingWith((key, batch) -> {
            breakRow(edition);
            return RecordingTransport.all(batch, new Accepted("id", null), null);
        });

        app.deliver(edition.id(), 1);

        assertThat(app.transport().messages()).hasSize(1);
        assertThatThrownBy(() -> app.deliver(edition.id(), 1)).isInstanceOf(EditionNotReadable.class);
        assertThat(app.jdbc()
                        .sql("select status from digest_log")
                        .query(String.class)
                        .list())
                .containsExactly("sent");
    }

    /** Its row can be read, and yet it cannot be sent. */
    @Test
    void anEditionOfAnUnknownTransportStopsAndHoldsBackNoOther() {
        app.insertReader("ada");
        Edition older = open();
        app.get(EditionPlanner.class).plan(older.id());
        app.jdbc().sql("update edition set transport = 'fax'").update();

        app.deliver(older.id(), 1);

        Edition stopped = editions().find(older.id()).orElseThrow();
        assertThat(stopped.status()).isEqualTo(EditionStatus.STOPPED);
        assertThat(stopped.reason()).isEqualTo("the configuration no longer has the transport fax");
        assertThat(editions().waitsForEarlierEdition(openNextWeek().id())).isFalse();

        assertThat(app.get(EditionControl.class).cancel(older.id())).isTrue();
        app.deliver(older.id(), 1);
        assertThat(editions().find(older.id()).orElseThrow().progress()).isEqualTo(new EditionProgress(1, 0, 1, 0, 0));
    }

    @Test
    void adoptingWithCancelOwedCancelsIt() {
        app.insertReader("ada");
        Edition edition = app.get(EditionOpener.class).openDue(digest());
        app.jdbc().sql("update edition set status = 'asleep'").update();

        assertThat(app.get(DatabaseAdopter.class).adoptAndCancelOwed())
                .extracting(ListedEdition::id)
                .containsExactly(edition.id());

        assertThat(editions().find(edition.id()).orElseThrow().cancelledAt()).isNotNull();
    }

    private static StalledWorkRescuer rescuer() {
        return app.get(StalledWorkRescuer.class);
    }

    private static Editions editions() {
        return app.get(Editions.class);
    }

    private static void breakRow(Edition edition) {
        app.jdbc()
                .sql("update edition set opened_by = 'webhook' where id = :id")
                .param("id", edition.id())
                .update();
    }

    private static Edition open() {
        return app.get(EditionOpener.class).openLastCompleted(digest(), OpenedBy.API);
    }

    private static Edition openNextWeek() {
        app.clock().set(app.clock().instant().plus(Duration.ofDays(7)));
        return open();
    }

    private static Digest digest() {
        return app.get(DigestCatalog.class).primary();
    }
}
