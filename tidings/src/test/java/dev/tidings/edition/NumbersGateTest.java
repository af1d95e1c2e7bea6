package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.testing.TestApplication;
import dev.tidings.testing.WaitForConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Living Lytics waits until noon in Los Angeles for the numbers of four accounts in five. */
class NumbersGateTest {
    private static final Instant NOON = Instant.parse("2026-05-11T19:00:00Z");
    private static final LocalDate LAST_DAY = TestApplication.WEEK.plusDays(6);

    @RegisterExtension
    static final TestApplication app = new TestApplication(WaitForConfiguration.folder("send"));

    @RegisterExtension
    static final TestApplication holding = new TestApplication(WaitForConfiguration.folder("hold"));

    @Test
    void anEditionWaitsForNumbersAndGoesOnByItselfWhenTheyCome() {
        readers(5, 2);
        Edition edition = open();

        assertThat(plan(edition)).contains(Duration.ofSeconds(10));

        Edition waiting = find(edition);
        assertThat(waiting.status()).isEqualTo(EditionStatus.WAITING);
        assertThat(waiting.reason())
                .isEqualTo("3 of 5 accounts have numbers for 2026-05-10, 80 % are needed;"
                        + " it waits until 2026-05-11 12:00 in America/Los_Angeles");
        assertThat(waiting.progress().due()).isZero();
        assertThat(app.get(EditionHealthQueries.class).halted(EditionStatus.WAITING))
                .singleElement()
                .satisfies(found -> assertThat(found.since()).isEqualTo(TestApplication.MONDAY));

        app.clock().set(TestApplication.MONDAY.plus(Duration.ofHours(2)));
        importLastDay("reader-1");
        plan(edition);
        assertThat(app.get(DeliverySummaries.class).of(find(edition)).state())
                .as("the time that it waited does not make it late")
                .isEqualTo(DeliveryState.SENDING);
        Edition sent = run(edition);

        assertThat(sent.progress()).isEqualTo(new EditionProgress(5, 5, 0, 0, 0));
        assertThat(sent.reason()).isNull();
        assertThat(sent.sendBy())
                .as("the deadline without the time spent waiting")
                .isEqualTo(edition.sendBy().plus(Duration.ofHours(2)));
    }

    @Test
    void theTimeSpentWaitingIsCountedFromItsBeginning() {
        readers(5, 3);
        Edition edition = open();
        plan(edition);
        app.clock().set(TestApplication.MONDAY.plus(Duration.ofHours(1)));
        importLastDay("reader-1");
        plan(edition);
        assertThat(find(edition).reason()).startsWith("3 of 5 accounts");

        app.clock().set(TestApplication.MONDAY.plus(Duration.ofHours(3)));
        importLastDay("reader-2");

        assertThat(run(edition).sendBy()).isEqualTo(edition.sendBy().plus(Duration.ofHours(3)));
    }

    @Test
    void atTheLatestItIsSentAtNoonWithAWarning() {
        readers(5, 5);
        Edition edition = open();
        app.clock().set(NOON.minusMillis(1));
        assertThat(run(edition).status()).isEqualTo(EditionStatus.WAITING);

        app.clock().set(NOON);
        Edition sent = run(edition);

        assertThat(sent.progress()).isEqualTo(new EditionProgress(5, 5, 0, 0, 0));
        assertThat(app.get(EditionHealthQueries.class).warnings(NOON))
                .containsExactly("Edition " + sent.id() + " of living-lytics: 0 of 5 accounts have numbers for"
                        + " 2026-05-10, and the time to wait was over");
    }

    @Test
    void itIsHeldAtNoonIfConfigured() {
        holding.insertReader("ada");
        deleteLastDay(holding, "ada");
        EditionPlanner planner = holding.get(EditionPlanner.class);
        Edition edition = holding.get(EditionOpener.class)
                .openDue(holding.get(DigestCatalog.class).primary());
        holding.clock().set(NOON.minusMillis(1));
        planner.plan(edition.id());
        holding.clock().set(NOON);
        planner.plan(edition.id());

        Edition held = holding.get(Editions.class).find(edition.id()).orElseThrow();
        assertThat(held.status()).isEqualTo(EditionStatus.HELD);
        assertThat(held.reason())
                .isEqualTo("0 of 1 accounts have numbers for 2026-05-10, and the time to wait is over");

        holding.get(EditionControl.class).resume(edition.id());
        planner.plan(edition.id());
        holding.deliver(edition.id(), 1);
        assertThat(holding.transport().messages()).hasSize(1);
    }

    @Test
    void aWaitingEditionThatIsResumedIsStillComparedWithTheOneBefore() {
        readers(120, 0);
        run(open());
        app.jdbc()
                .sql("update daily_metric set metric_date = metric_date + 1007")
                .update();
        app.jdbc()
                .sql("update daily_metric set metric_date = metric_date - 1000")
                .update();
        app.jdbc()
                .sql("update users set opt_in_digest = false where id in (select id from users order by id limit 100)")
                .update();
        app.jdbc()
                .sql("delete from daily_metric where metric_date = '2026-05-17'")
                .update();
        app.clock().set(TestApplication.MONDAY.plus(Duration.ofDays(7)));
        Edition edition = run(open());
        assertThat(edition.status()).isEqualTo(EditionStatus.WAITING);

        control().resume(edition.id());
        Edition held = run(edition);
        assertThat(held.status()).isEqualTo(EditionStatus.HELD);
        assertThat(held.reason()).contains("audience");

        control().resume(edition.id());
        assertThat(run(edition).status()).isEqualTo(EditionStatus.CLOSED);
    }

    @Test
    void withoutNumbersInTheWeekBeforeThereIsNothingToWaitFor() {
        readers(2, 2);
        app.jdbc()
                .sql("delete from daily_metric where metric_date < :monday")
                .param("monday", TestApplication.WEEK)
                .update();

        assertThat(run(open()).progress().sent()).isEqualTo(2);
    }

    @Test
    void accountsWithoutNumbersInTheWeekBeforeDoNotCount() {
        readers(1, 1);
        for (int account = 2; account <= 5; account++) {
            app.insertUser("reader-" + account);
            importLastDay("reader-" + account);
        }

        assertThat(run(open()).reason()).startsWith("0 of 1 accounts");
    }

    @Test
    void accountsOfUsersWhoAreNotDueDoNotCount() {
        readers(5, 2);
        app.jdbc()
                .sql("update users set opt_in_digest = false where id = 'reader-1'")
                .update();
        assertThat(run(open()).reason()).startsWith("3 of 4 accounts");

        app.jdbc()
                .sql("update users set opt_in_digest = false where id = 'reader-2'")
                .update();
        assertThat(run(open()).status()).isEqualTo(EditionStatus.CLOSED);
    }

    @Test
    void aPausedEditionWaitsAgainWhenItIsResumed() {
        readers(5, 2);
        Edition edition = open();
        plan(edition);

        assertThat(control().pause(edition.id())).isTrue();
        importLastDay("reader-1");
        Edition paused = run(edition);
        assertThat(paused.status()).isEqualTo(EditionStatus.PAUSED);
        assertThat(paused.reason()).isNull();
        assertThat(paused.progress().due()).isZero();
        deleteLastDay(app, "reader-1");

        assertThat(control().resume(edition.id())).isTrue();
        assertThat(run(edition).status()).isEqualTo(EditionStatus.WAITING);
    }

    @Test
    void resumingAWaitingEditionSendsItWithoutTheNumbers() {
        readers(5, 5);
        Edition edition = open();
        plan(edition);

        assertThat(control().resume(edition.id())).isTrue();

        assertThat(run(edition).progress().sent()).isEqualTo(5);
    }

    @Test
    void aWaitingEditionCanBeCancelled() {
        readers(5, 5);
        Edition edition = open();
        plan(edition);

        assertThat(control().cancel(edition.id())).isTrue();

        assertThat(run(edition).status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(app.transport().messages()).isEmpty();
    }

    @Test
    void anEditionOpenedByHandWaitsUntilNoonOfThatDay() {
        readers(5, 5);
        app.clock().set(NOON.plus(Duration.ofHours(20)));
        Edition edition = app.get(EditionOpener.class).openLastCompleted(digest(), OpenedBy.API);

        assertThat(run(edition).reason()).endsWith("it waits until 2026-05-12 12:00 in America/Los_Angeles");
        app.clock().set(NOON.plus(Duration.ofHours(24)));
        assertThat(run(edition).progress().sent()).isEqualTo(5);
    }

    @Test
    void anEditionOpenedAfterADowntimeDoesNotWait() {
        readers(5, 5);
        app.clock().set(NOON.plus(Duration.ofHours(20)));

        assertThat(run(open()).progress().sent()).isEqualTo(5);
    }

    /** Inserts readers with numbers; the first ones without those of the last day. */
    private static void readers(int readers, int withoutLastDay) {
        for (int reader = 1; reader <= readers; reader++) {
            app.insertReader("reader-" + reader);
            if (reader <= withoutLastDay) {
                deleteLastDay(app, "reader-" + reader);
            }
        }
    }

    private static void deleteLastDay(TestApplication application, String account) {
        application
                .jdbc()
                .sql("delete from daily_metric where account_id = :account and metric_date = :day")
                .param("account", account)
                .param("day", LAST_DAY)
                .update();
    }

    private static void importLastDay(String account) {
        app.jdbc().sql("""
                        insert into daily_metric (account_id, metric_date, source_name, data)
                        values (:account, :day, 'web', '{"sessions": 5}')
                        """).param("account", account).param("day", LAST_DAY).update();
    }

    private static Edition open() {
        return app.get(EditionOpener.class).openDue(digest());
    }

    private static Optional<Duration> plan(Edition edition) {
        return app.get(EditionPlanner.class).plan(edition.id());
    }

    private static Edition run(Edition edition) {
        plan(edition);
        app.deliver(edition.id(), 1);
        return find(edition);
    }

    private static EditionControl control() {
        return app.get(EditionControl.class);
    }

    private static Digest digest() {
        return app.get(DigestCatalog.class).primary();
    }

    private static Edition find(Edition edition) {
        return app.get(Editions.class).find(edition.id()).orElseThrow();
    }
}
