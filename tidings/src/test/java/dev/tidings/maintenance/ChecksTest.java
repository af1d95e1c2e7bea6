package dev.tidings.maintenance;

import static dev.tidings.testing.TestHouse.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidings.delivery.SendOutcome.Deferred;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.Limits;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.EditionPlanner;
import dev.tidings.scraping.Sources;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestHouse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What each check finds, at its limits and a step before them. */
class ChecksTest {
    private static final Limits<Double> PERCENT = new Limits<>(85.0, 95.0);

    @RegisterExtension
    static final TestHouse house = new TestHouse(Path.of("src/test/resources/watched"));

    @Test
    void diskAndHeapAreJudgedByTheirShares() {
        DiskSpace disk = new DiskSpace(Path.of("no/such/folder"), PERCENT);
        assertThat(disk.judge(1_000, 151).state()).isEqualTo(State.OK);
        assertThat(disk.judge(1_000, 150).state()).isEqualTo(State.WARNING);
        assertThat(disk.judge(1_000, 51).state()).isEqualTo(State.WARNING);
        assertThat(disk.judge(1_000, 50).state()).isEqualTo(State.CRITICAL);
        assertThat(disk.look())
                .singleElement()
                .satisfies(found -> assertThat(found.measure()).isNotNull());

        HeapSpace heap = new HeapSpace(PERCENT);
        assertThat(heap.judge(849, 1_000).state()).isEqualTo(State.OK);
        assertThat(heap.judge(850, 1_000))
                .isEqualTo(Finding.of(
                        State.WARNING,
                        "After the last collection the heap was 85 % full. Give it more with TIDINGS_HEAP.",
                        new Measure(85, 85, "%")));
        assertThat(heap.look()).hasSize(1);
    }

    @Test
    void databaseIsSlowFromItsLimitsOn() {
        DatabaseLatency latency = new DatabaseLatency(
                house.get(HouseSoundings.class), new Limits<>(Duration.ofMillis(500), Duration.ofSeconds(3)));

        assertThat(latency.judge(Duration.ofMillis(499)).state()).isEqualTo(State.OK);
        assertThat(latency.judge(Duration.ofMillis(500)).state()).isEqualTo(State.WARNING);
        assertThat(latency.judge(Duration.ofSeconds(3)).state()).isEqualTo(State.CRITICAL);
        assertThat(latency.look()).hasSize(1);
    }

    @Test
    void clocksAgreeWhereTheDatabasesMomentLiesBetweenQuestionAndAnswer() {
        ClockSkew skew = new ClockSkew(
                house.get(HouseSoundings.class),
                new Limits<>(Duration.ofSeconds(2), Duration.ofSeconds(30)),
                house.clock());
        Instant asked = MONDAY;
        Instant answered = MONDAY.plusSeconds(5);

        assertThat(skew.judge(asked, MONDAY.plusSeconds(3), answered).measure()).isEqualTo(new Measure(0, 2, "s"));
        assertThat(skew.judge(asked, asked.minusMillis(1_999), answered).state())
                .isEqualTo(State.OK);
        assertThat(skew.judge(asked, asked.minusSeconds(2), answered).state()).isEqualTo(State.WARNING);
        assertThat(skew.judge(asked, answered.plusSeconds(30), answered).state())
                .isEqualTo(State.CRITICAL);
    }

    @Test
    void aTransportThatIsClosedWarnsAndIsCriticalWhenThatLasts() {
        TroubledTransports check = new TroubledTransports(house.get(HouseSoundings.class));
        assertThat(only(check).state()).isEqualTo(State.OK);

        house.jdbc().sql("""
                        insert into transport_trouble (transport, reason, since, failures, failed_at)
                        values ('smtp', 'it cannot be reached', now(), 2, now())
                        """).update();
        assertThat(only(check).state()).as("two failures").isEqualTo(State.OK);

        house.jdbc().sql("update transport_trouble set closed_to = now()").update();
        assertThat(only(check).state()).isEqualTo(State.WARNING);
        assertThat(only(check).message()).contains("smtp").contains("it cannot be reached");

        house.jdbc()
                .sql("update transport_trouble set since = now() - interval '16 minutes'")
                .update();
        assertThat(only(check).state()).isEqualTo(State.CRITICAL);
    }

    @Test
    void theOldestOwedLetterCountsEvenBeforeItIsComposed() {
        house.reader("ada");
        Edition edition = open();
        house.get(EditionPlanner.class).plan(edition.id());

        assertThat(owedAfter(Duration.ofHours(2).minusSeconds(1))).isEqualTo(State.OK);
        assertThat(owedAfter(Duration.ofHours(2))).isEqualTo(State.WARNING);

        house.transport().answering((key, batch) -> RecordingTransport.all(batch, new Deferred("450", null), null));
        house.clock().set(MONDAY.plus(Duration.ofHours(3)));
        house.deliver(edition.id(), 1);
        assertThat(owedAfter(Duration.ofHours(15).minusSeconds(1))).isEqualTo(State.WARNING);
        assertThat(owedAfter(Duration.ofHours(15))).isEqualTo(State.CRITICAL);
    }

    private State owedAfter(Duration time) {
        house.clock().set(MONDAY.plus(time));
        return only(new LettersOwed(
                        house.get(EditionSoundings.class),
                        new Limits<>(Duration.ofHours(2), Duration.ofHours(12)),
                        house.clock()))
                .state();
    }

    @Test
    void aSchedulerIsSilentWhenDueWorkIsLeftAndNothingElseIsDone() {
        task("maintain", "recurring", MONDAY, false, null);
        assertThat(silentAfter(Duration.ofMinutes(5).minusSeconds(1))).isEqualTo(State.OK);
        assertThat(silentAfter(Duration.ofMinutes(5))).isEqualTo(State.WARNING);
        assertThat(silentAfter(Duration.ofMinutes(10))).isEqualTo(State.CRITICAL);

        task("deliver-chunk", "1/1", MONDAY, true, MONDAY.plus(Duration.ofMinutes(9)));
        assertThat(silentAfter(Duration.ofMinutes(10))).isEqualTo(State.OK);
    }

    @Test
    void aTaskOfADigestThatWasTakenAwayIsNobodysSilence() {
        task("open-edition-gone", "recurring", MONDAY.minus(Duration.ofDays(30)), false, null);

        assertThat(silentAfter(Duration.ofDays(1))).isEqualTo(State.OK);
    }

    private State silentAfter(Duration time) {
        house.clock().set(MONDAY.plus(time));
        return only(new SilentScheduler(
                        house.get(HouseSoundings.class),
                        new Limits<>(Duration.ofMinutes(5), Duration.ofMinutes(10)),
                        house.clock()))
                .state();
    }

    @Test
    void jobsThatFailInARowAreToldOneByOne() {
        task("maintain", "recurring", MONDAY, false, null);
        house.jdbc().sql("update scheduled_tasks set consecutive_failures = 3").update();

        List<Finding> found = new FailingJobs(house.get(HouseSoundings.class), new Limits<>(3, 10)).look();

        assertThat(found)
                .extracting(Finding::subject, Finding::state)
                .containsExactly(
                        tuple("deliver-chunk", State.OK),
                        tuple("maintain", State.WARNING),
                        tuple("plan-edition", State.OK));
    }

    @Test
    void deadAddressesAndComplaintsAreSharesOfAWeeksLetters() {
        for (int i = 0; i < 20; i++) {
            house.reader("reader-" + i);
        }
        Edition edition = open();
        house.get(EditionPlanner.class).plan(edition.id());
        house.deliver(edition.id(), 1);
        suppress("reader-1@example.com", "bounce");
        suppress("stranger@example.com", "bounce");
        suppress("reader-2@example.com", "complaint");

        assertThat(rate(SuppressionRate.BOUNCES, new Limits<>(5.0, 5.01), 20).state())
                .isEqualTo(State.WARNING);
        assertThat(rate(SuppressionRate.BOUNCES, new Limits<>(5.01, 6.0), 20).state())
                .isEqualTo(State.OK);
        assertThat(rate(SuppressionRate.BOUNCES, new Limits<>(5.0, 5.0), 21).message())
                .startsWith("Not judged");
        assertThat(rate(SuppressionRate.COMPLAINTS, new Limits<>(0.1, 0.3), 20)).satisfies(found -> {
            assertThat(found.subject()).isEqualTo("weekly");
            assertThat(found.state()).isEqualTo(State.CRITICAL);
            assertThat(found.message()).startsWith("Complaints: 1 among 20 letters of the last 7 days (5.00 %).");
        });
        house.clock().set(MONDAY.plus(Duration.ofDays(7)).plusSeconds(1));
        assertThat(new SuppressionRate(
                                SuppressionRate.BOUNCES, house.get(EditionSoundings.class), PERCENT, 1, house.clock())
                        .look())
                .isEmpty();
    }

    private Finding rate(SuppressionRate.Kind kind, Limits<Double> limits, int minimum) {
        return only(new SuppressionRate(kind, house.get(EditionSoundings.class), limits, minimum, house.clock()));
    }

    @Test
    void clicksPerLetterAreHeldAgainstTheWeeksBefore() {
        house.user("ada");
        sent("2026-01-05", MONDAY.minus(Duration.ofDays(84)), 100);
        sent("2026-01-12", MONDAY.minus(Duration.ofDays(28)).minusSeconds(1), 100);
        sent("2026-01-19", MONDAY.minus(Duration.ofDays(28)), 100);
        clicks(MONDAY.minus(Duration.ofDays(40)), 40, false);
        clicks(MONDAY.minus(Duration.ofDays(10)), 12, false);
        clicks(MONDAY.minus(Duration.ofDays(9)), 30, true);

        assertThat(drift(new Limits<>(40.0, 70.0), 100))
                .isEqualTo(Finding.of(
                        State.WARNING,
                        "A letter was clicked 12 % of the time in the last 4 weeks, 20 % in the 8 weeks before. "
                                + "Look at the sources' yield and at what the bot learned; an earlier model can be brought back.",
                        new Measure(40, 40, "%")));
        assertThat(drift(new Limits<>(40.1, 70.0), 100).state()).isEqualTo(State.OK);
        assertThat(drift(new Limits<>(40.0, 70.0), 101).measure()).isNull();
    }

    private Finding drift(Limits<Double> limits, int minimum) {
        return only(new ModelDrift(house.get(HouseSoundings.class), List.of("weekly"), limits, minimum, house.clock()));
    }

    @Test
    void candidatesRefusedSinceTheLastPromotionAreCounted() {
        candidate("refused", MONDAY.minus(Duration.ofDays(9)), null);
        candidate("live", MONDAY.minus(Duration.ofDays(8)), MONDAY.minus(Duration.ofDays(8)));
        candidate("refused", MONDAY.minus(Duration.ofDays(7)), null);
        candidate("refused", MONDAY.minus(Duration.ofDays(6)), null);

        RefusedCandidates check = new RefusedCandidates(house.get(HouseSoundings.class), new Limits<>(2, 3));

        assertThat(only(check).state()).isEqualTo(State.WARNING);
        assertThat(only(check).measure()).isEqualTo(new Measure(2, 2, "candidates"));
        house.jdbc().sql("truncate model_version cascade").update();
    }

    @Test
    void sourcesAreJudgedByTheirFailuresAndNotBelievedOnesAreWarnedOf() {
        assertThat(source("failing", 2, "no answer").state()).isEqualTo(State.OK);
        assertThat(source("failing", 3, "no answer")).satisfies(found -> {
            assertThat(found.subject()).isEqualTo("calls");
            assertThat(found.state()).isEqualTo(State.WARNING);
            assertThat(found.message()).startsWith("It could not be read 3 times in a row: no answer.");
        });
        assertThat(source("failing", 10, "no answer").state()).isEqualTo(State.CRITICAL);
        assertThat(source("suspicious", 0, "0 items found, 40 are usual")).satisfies(found -> {
            assertThat(found.state()).isEqualTo(State.WARNING);
            assertThat(found.message()).contains("is not believed: 0 items found, 40 are usual");
        });
        assertThat(source("ok", 0, null).message()).isEqualTo("It was read.");
        house.jdbc().sql("truncate source_state").update();
    }

    private static Finding source(String status, int failures, @Nullable String problem) {
        house.jdbc()
                .sql("""
                        insert into source_state (source, host, status, since, problem, failures, next_run_at)
                        values ('calls', 'calls.example', :status, now(), :problem, :failures, now())
                        on conflict (source) do update
                        set status = excluded.status, problem = excluded.problem, failures = excluded.failures
                        """)
                .param("status", status)
                .param("problem", problem)
                .param("failures", failures)
                .update();
        return only(new FailingSources(house.get(Sources.class), new Limits<>(3, 10)));
    }

    @Test
    void tablesWithManyDeadRowsAreNamedWithTheCommand() {
        DeadRows check = new DeadRows(house.get(HouseSoundings.class), new Limits<>(20.0, 50.0));

        assertThat(check.judge(List.of()).state()).isEqualTo(State.OK);
        assertThat(check.judge(List.of(new HouseSoundings.Table("delivery", 20_000, 20.0))))
                .satisfies(found -> {
                    assertThat(found.state()).isEqualTo(State.WARNING);
                    assertThat(found.message()).contains("vacuum (analyze) delivery;");
                });
        assertThat(check.look()).hasSize(1);
    }

    private static Edition open() {
        return house.get(EditionOpener.class)
                .openLastCompleted(house.get(DigestCatalog.class).require("weekly"), OpenedBy.CLOCK);
    }

    private static Finding only(HealthCheck check) {
        List<Finding> findings = check.look();
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private static void task(String name, String id, Instant due, boolean picked, @Nullable Instant heartbeat) {
        house.jdbc()
                .sql("""
                        insert into scheduled_tasks (task_name, task_instance, execution_time, picked, last_heartbeat, version)
                        values (:name, :id, :due::timestamptz, :picked, :heartbeat::timestamptz, 1)
                        """)
                .param("name", name)
                .param("id", id)
                .param("due", due.toString())
                .param("picked", picked)
                .param("heartbeat", heartbeat == null ? null : heartbeat.toString())
                .update();
    }

    private static void suppress(String address, String reason) {
        house.jdbc()
                .sql(
                        "insert into suppression (address, reason, created_at) values (:address, :reason, :at::timestamptz)")
                .param("address", address)
                .param("reason", reason)
                .param("at", MONDAY.toString())
                .update();
    }

    private static void sent(String week, Instant at, int letters) {
        house.jdbc()
                .sql("""
                        with version as (
                            insert into template_version (version, name, files) values ('v', 't', '{}')
                            on conflict (version) do update set name = excluded.name returning version
                        ), opened as (
                            insert into edition (digest, period_start, period_end, opened_by, transport, template_version, opened_at)
                            select 'weekly', :week::date, :week::date, 'clock', 'outbox', version, :at::timestamptz from version
                            returning id
                        )
                        insert into chunk (edition_id, number, user_ids, due, sent)
                        select id, 1, array(select 'u' || n from generate_series(1, :letters) n), :letters, :letters from opened
                        """)
                .param("week", week)
                .param("at", at.toString())
                .param("letters", letters)
                .update();
    }

    private static void clicks(Instant from, int count, boolean machine) {
        house.jdbc()
                .sql("""
                        with item as (
                            insert into opportunities (id, title, url, source, canonical_url, created_at, updated_at, seen_at)
                            values ('one', 'One', 'https://one.example', 'test', 'https://one.example', now(), now(), now())
                            on conflict (id) do update set title = excluded.title returning id
                        )
                        insert into feedback (user_id, opportunity_id, kind, at, machine)
                        select 'ada', id, 'clicked', :from::timestamptz + make_interval(secs => n), :machine
                        from item, generate_series(1, :count) n
                        """)
                .param("from", from.toString())
                .param("count", count)
                .param("machine", machine)
                .update();
    }

    private static void candidate(String status, Instant created, @Nullable Instant promoted) {
        house.jdbc()
                .sql("""
                        insert into model_version (status, state, examples, created_at, promoted_at)
                        values (:status, '{}', 0, :created::timestamptz, :promoted::timestamptz)
                        """)
                .param("status", status)
                .param("created", created.toString())
                .param("promoted", promoted == null ? null : promoted.toString())
                .update();
    }
}
