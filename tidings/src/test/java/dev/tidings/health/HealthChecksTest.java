package dev.tidings.health;

import static dev.tidings.testing.TestApplication.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidings.alerting.Severity;
import dev.tidings.database.ClockStep;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.Thresholds;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.EditionPlanner;
import dev.tidings.recommender.ModelHealthQueries;
import dev.tidings.scraping.SourceStatuses;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.SettableTicker;
import dev.tidings.testing.TestApplication;
import dev.tidings.testing.UncheckedTables;
import dev.tidings.throttle.CircuitHealthQueries;
import dev.tidings.transport.SendOutcome.Deferred;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The finding of each check at its limits and just below them. */
class HealthChecksTest {
    private static final Thresholds<Double> PERCENT = new Thresholds<>(85.0, 95.0);

    @RegisterExtension
    static final TestApplication app = new TestApplication(Path.of("src/test/resources/watched"));

    @Test
    void diskAndHeapAreCheckedByTheirUsedShare() {
        DiskSpaceCheck disk = new DiskSpaceCheck(Path.of("no/such/folder"), PERCENT);
        assertThat(disk.evaluate(1_000, 151).state()).isEqualTo(Severity.OK);
        assertThat(disk.evaluate(1_000, 150).state()).isEqualTo(Severity.WARNING);
        assertThat(disk.evaluate(1_000, 51).state()).isEqualTo(Severity.WARNING);
        assertThat(disk.evaluate(1_000, 50).state()).isEqualTo(Severity.CRITICAL);
        assertThat(disk.evaluate(0, 0).state()).isEqualTo(Severity.NOT_MEASURED);
        assertThat(disk.run())
                .singleElement()
                .satisfies(found -> assertThat(found.measure()).isNotNull());

        HeapCheck heap = new HeapCheck(PERCENT);
        assertThat(heap.evaluate(849, 1_000).state()).isEqualTo(Severity.OK);
        assertThat(heap.evaluate(850, 1_000))
                .isEqualTo(CheckFinding.of(
                        Severity.WARNING,
                        "After the last collection the heap was 85 % full. Give it more with TIDINGS_HEAP.",
                        new Measure(85, 85, "%")));
        assertThat(heap.evaluate(0, 1_000).state()).isEqualTo(Severity.NOT_MEASURED);
        assertThat(heap.evaluate(1, -1).state()).isEqualTo(Severity.NOT_MEASURED);
        assertThat(heap.run()).hasSize(1);
    }

    @Test
    void databaseIsSlowFromItsLimits() {
        DatabaseLatencyCheck latency = new DatabaseLatencyCheck(
                app.get(HealthQueries.class),
                new Thresholds<>(Duration.ofMillis(500), Duration.ofSeconds(3)),
                app.ticker());

        assertThat(latency.evaluate(Duration.ofMillis(499)).state()).isEqualTo(Severity.OK);
        assertThat(latency.evaluate(Duration.ofMillis(500)).state()).isEqualTo(Severity.WARNING);
        assertThat(latency.evaluate(Duration.ofSeconds(3)).state()).isEqualTo(Severity.CRITICAL);
        assertThat(latency.run()).hasSize(1);
    }

    @Test
    void clockSkewIsZeroWhenTheDatabaseTimeIsBetweenRequestAndResponse() {
        ClockSkewCheck skew = new ClockSkewCheck(
                app.get(HealthQueries.class),
                new Thresholds<>(Duration.ofSeconds(2), Duration.ofSeconds(30)),
                app.clock(),
                () -> null,
                app.ticker());
        Instant requestedAt = MONDAY;
        Instant respondedAt = MONDAY.plusSeconds(5);

        assertThat(skew.evaluate(requestedAt, MONDAY.plusSeconds(3), respondedAt)
                        .measure())
                .isEqualTo(new Measure(0, 2, "s"));
        assertThat(skew.evaluate(requestedAt, requestedAt.minusMillis(1_999), respondedAt)
                        .state())
                .isEqualTo(Severity.OK);
        assertThat(skew.evaluate(requestedAt, requestedAt.minusSeconds(2), respondedAt)
                        .state())
                .isEqualTo(Severity.WARNING);
        assertThat(skew.evaluate(requestedAt, respondedAt.plusSeconds(30), respondedAt)
                        .state())
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void databaseClockStepWarnsForAnHour() {
        SettableTicker ticker = new SettableTicker();
        ClockStep step = new ClockStep(Duration.ofHours(-1), MONDAY, ticker.nanos());
        ClockSkewCheck skew = new ClockSkewCheck(
                app.get(HealthQueries.class),
                new Thresholds<>(Duration.ofSeconds(2), Duration.ofSeconds(30)),
                app.clock(),
                () -> step,
                ticker);
        ticker.advance(Duration.ofMinutes(5));

        CheckFinding shown = skew.evaluate(MONDAY, MONDAY, MONDAY);

        assertThat(shown.state()).isEqualTo(Severity.WARNING);
        assertThat(shown.message()).startsWith("The database's clock stepped back by 3600 seconds, 5 minutes ago.");
        ticker.advance(Duration.ofMinutes(56));
        assertThat(skew.evaluate(MONDAY, MONDAY, MONDAY).state()).isEqualTo(Severity.OK);
    }

    @Test
    void openCircuitWarnsAndBecomesCriticalWhenItLasts() {
        TransportCircuitCheck check = new TransportCircuitCheck(app.get(CircuitHealthQueries.class));
        assertThat(singleFinding(check).state()).isEqualTo(Severity.OK);

        app.jdbc().sql("""
                        insert into circuit_breaker (transport, reason, first_failed_at, consecutive_failures,
                            last_failed_at)
                        values ('smtp', 'it cannot be reached', now(), 2, now())
                        """).update();
        assertThat(singleFinding(check).state()).as("two failures").isEqualTo(Severity.OK);

        app.jdbc()
                .sql("update circuit_breaker set open_count = 1, next_probe_at = now()")
                .update();
        assertThat(singleFinding(check).state()).isEqualTo(Severity.WARNING);
        assertThat(singleFinding(check).message()).contains("smtp").contains("it cannot be reached");

        app.jdbc()
                .sql("update circuit_breaker set first_failed_at = now() - interval '16 minutes'")
                .update();
        assertThat(singleFinding(check).state()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void oldestOwedLetterCountsEvenBeforeItIsComposed() {
        app.insertReader("ada");
        Edition edition = open();
        app.get(EditionPlanner.class).plan(edition.id());

        assertThat(owedAfter(Duration.ofHours(2).minusSeconds(1))).isEqualTo(Severity.OK);
        assertThat(owedAfter(Duration.ofHours(2))).isEqualTo(Severity.WARNING);

        app.transport().respondingWith((key, batch) -> RecordingTransport.all(batch, new Deferred("450", null), null));
        app.clock().set(MONDAY.plus(Duration.ofHours(3)));
        app.deliver(edition.id(), 1);
        assertThat(owedAfter(Duration.ofHours(15).minusSeconds(1))).isEqualTo(Severity.WARNING);
        assertThat(owedAfter(Duration.ofHours(15))).isEqualTo(Severity.CRITICAL);
    }

    private Severity owedAfter(Duration time) {
        app.clock().set(MONDAY.plus(time));
        return singleFinding(new LettersOwedCheck(
                        app.get(EditionMonitor.class),
                        new Thresholds<>(Duration.ofHours(2), Duration.ofHours(12)),
                        app.clock()))
                .state();
    }

    @Test
    void schedulerIsSilentWhenDueTasksAreLeftAndNothingRuns() {
        insertTask("maintain", "recurring", MONDAY, false, null);
        assertThat(silentAfter(Duration.ofMinutes(5).minusSeconds(1))).isEqualTo(Severity.OK);
        assertThat(silentAfter(Duration.ofMinutes(5))).isEqualTo(Severity.WARNING);
        assertThat(silentAfter(Duration.ofMinutes(10))).isEqualTo(Severity.CRITICAL);

        insertTask("deliver-chunk", "1/1", MONDAY, true, MONDAY.plus(Duration.ofMinutes(9)));
        assertThat(silentAfter(Duration.ofMinutes(10))).isEqualTo(Severity.OK);
    }

    @Test
    void taskOfARemovedDigestIsIgnored() {
        insertTask("open-edition-gone", "recurring", MONDAY.minus(Duration.ofDays(30)), false, null);

        assertThat(silentAfter(Duration.ofDays(1))).isEqualTo(Severity.OK);
    }

    private Severity silentAfter(Duration time) {
        app.clock().set(MONDAY.plus(time));
        return singleFinding(new SchedulerCheck(
                        app.get(ScheduledTasks.class),
                        new Thresholds<>(Duration.ofMinutes(5), Duration.ofMinutes(10)),
                        app.clock()))
                .state();
    }

    @Test
    void repeatedlyFailingJobsAreReportedSeparately() {
        insertTask("maintain", "recurring", MONDAY, false, null);
        app.jdbc().sql("update scheduled_tasks set consecutive_failures = 3").update();

        List<CheckFinding> found = new FailingJobsCheck(app.get(ScheduledTasks.class), new Thresholds<>(3, 10)).run();

        assertThat(found)
                .extracting(CheckFinding::subject, CheckFinding::state)
                .containsExactly(
                        tuple("deliver-chunk", Severity.OK),
                        tuple("maintain", Severity.WARNING),
                        tuple("plan-edition", Severity.OK));
    }

    @Test
    void bouncesAndComplaintsAreSharesOfAWeeksLetters() {
        for (int i = 0; i < 20; i++) {
            app.insertReader("reader-" + i);
        }
        Edition edition = open();
        app.get(EditionPlanner.class).plan(edition.id());
        app.deliver(edition.id(), 1);
        suppress("reader-1@example.com", "bounce");
        suppress("stranger@example.com", "bounce");
        suppress("reader-2@example.com", "complaint");

        assertThat(rate(SuppressionRateCheck.BOUNCES, new Thresholds<>(5.0, 5.01), 20)
                        .state())
                .isEqualTo(Severity.WARNING);
        assertThat(rate(SuppressionRateCheck.BOUNCES, new Thresholds<>(5.01, 6.0), 20)
                        .state())
                .isEqualTo(Severity.OK);
        assertThat(rate(SuppressionRateCheck.BOUNCES, new Thresholds<>(5.0, 5.0), 21)
                        .message())
                .isEqualTo("Not measured: there were fewer than 21 letters in the last 7 days.");
        assertThat(rate(SuppressionRateCheck.COMPLAINTS, new Thresholds<>(0.1, 0.3), 20))
                .satisfies(found -> {
                    assertThat(found.subject()).isEqualTo("weekly");
                    assertThat(found.state()).isEqualTo(Severity.CRITICAL);
                    assertThat(found.message())
                            .startsWith("Complaints: 1 among 20 letters of the last 7 days (5.00 %).");
                });
        app.clock().set(MONDAY.plus(Duration.ofDays(7)).plusSeconds(1));
        assertThat(new SuppressionRateCheck(
                                SuppressionRateCheck.BOUNCES, app.get(EditionMonitor.class), PERCENT, 1, app.clock())
                        .run())
                .isEmpty();
    }

    @Test
    void bouncesAndComplaintsThatNobodyReportsAreNotMeasured() {
        insertEdition("2026-01-05", MONDAY, 100);

        assertThat(rate(SuppressionRateCheck.COMPLAINTS, PERCENT, 20))
                .isEqualTo(
                        CheckFinding.notMeasured(
                                "weekly",
                                "Tidings receives no complaints, and no address was ever suppressed with the reason complaint."));
        assertThat(rate(SuppressionRateCheck.BOUNCES, PERCENT, 20))
                .isEqualTo(CheckFinding.notMeasured(
                        "weekly",
                        "the transport reports no dead addresses, and no address was ever suppressed with the reason"
                                + " bounce."));

        app.jdbc().sql("update edition set transport = 'resend'").update();
        assertThat(rate(SuppressionRateCheck.BOUNCES, PERCENT, 20).state()).isEqualTo(Severity.NOT_MEASURED);
        app.jdbc().sql("update edition set transport = 'smtp'").update();
        assertThat(rate(SuppressionRateCheck.BOUNCES, PERCENT, 20).state()).isEqualTo(Severity.OK);
        assertThat(rate(SuppressionRateCheck.COMPLAINTS, PERCENT, 20).state()).isEqualTo(Severity.NOT_MEASURED);
        suppress("stranger@example.com", "complaint");
        assertThat(rate(SuppressionRateCheck.COMPLAINTS, PERCENT, 20).state()).isEqualTo(Severity.OK);
    }

    private CheckFinding rate(SuppressionRateCheck.SuppressionKind kind, Thresholds<Double> limits, int minimum) {
        return singleFinding(
                new SuppressionRateCheck(kind, app.get(EditionMonitor.class), limits, minimum, app.clock()));
    }

    @Test
    void clicksPerLetterAreComparedWithThePreviousWeeks() {
        app.insertUser("ada");
        insertEdition("2026-01-05", MONDAY.minus(Duration.ofDays(84)), 100);
        insertEdition("2026-01-12", MONDAY.minus(Duration.ofDays(28)).minusSeconds(1), 100);
        insertEdition("2026-01-19", MONDAY.minus(Duration.ofDays(28)), 100);
        insertClicks(MONDAY.minus(Duration.ofDays(40)), 40, false);
        insertClicks(MONDAY.minus(Duration.ofDays(10)), 12, false);
        insertClicks(MONDAY.minus(Duration.ofDays(9)), 30, true);

        assertThat(drift(new Thresholds<>(40.0, 70.0), 100))
                .isEqualTo(CheckFinding.of(
                        Severity.WARNING,
                        "A letter was clicked 12 % of the time in the last 4 weeks, 20 % in the 8 weeks before. "
                                + "Look at the sources' results and at what the bot learned; an earlier model can be restored.",
                        new Measure(40, 40, "%")));
        assertThat(drift(new Thresholds<>(40.1, 70.0), 100).state()).isEqualTo(Severity.OK);
        assertThat(drift(new Thresholds<>(40.0, 70.0), 101).state()).isEqualTo(Severity.NOT_MEASURED);
    }

    private CheckFinding drift(Thresholds<Double> limits, int minimum) {
        return singleFinding(
                new ModelDriftCheck(app.get(EditionMonitor.class), List.of("weekly"), limits, minimum, app.clock()));
    }

    @Test
    void candidatesRefusedSinceTheLastPromotionAreCounted() {
        insertCandidate("refused", MONDAY.minus(Duration.ofDays(9)), null);
        insertCandidate("live", MONDAY.minus(Duration.ofDays(8)), MONDAY.minus(Duration.ofDays(8)));
        insertCandidate("refused", MONDAY.minus(Duration.ofDays(7)), null);
        insertCandidate("refused", MONDAY.minus(Duration.ofDays(6)), null);

        RefusedCandidatesCheck check =
                new RefusedCandidatesCheck(app.get(ModelHealthQueries.class), new Thresholds<>(2, 3));

        assertThat(singleFinding(check).state()).isEqualTo(Severity.WARNING);
        assertThat(singleFinding(check).measure()).isEqualTo(new Measure(2, 2, "candidates"));
        app.jdbc().sql("truncate model_version cascade").update();
    }

    @Test
    void failingAndSuspiciousSourcesAreReported() {
        assertThat(source("failing", 2, "no answer").state()).isEqualTo(Severity.OK);
        assertThat(source("failing", 3, "no answer")).satisfies(found -> {
            assertThat(found.subject()).isEqualTo("calls");
            assertThat(found.state()).isEqualTo(Severity.WARNING);
            assertThat(found.message()).startsWith("It could not be read 3 times in a row: no answer.");
        });
        assertThat(source("failing", 10, "no answer").state()).isEqualTo(Severity.CRITICAL);
        assertThat(source("suspicious", 0, "0 items found, 40 are usual")).satisfies(found -> {
            assertThat(found.state()).isEqualTo(Severity.WARNING);
            assertThat(found.message()).contains("are implausible and were not stored: 0 items found, 40 are usual");
        });
        assertThat(source("ok", 0, null).message()).isEqualTo("It was read.");
        assertThat(source("new", 0, null)).isEqualTo(CheckFinding.notMeasured("calls", "it was not read yet."));
        app.jdbc().sql("truncate source_state").update();
    }

    private static CheckFinding source(String status, int failures, @Nullable String problem) {
        app.jdbc()
                .sql("""
                        insert into source_state (source, host, status, status_changed_at, problem, consecutive_failures,
                            next_run_at)
                        values ('calls', 'calls.example', :status, now(), :problem, :failures, now())
                        on conflict (source) do update
                        set status = excluded.status, problem = excluded.problem,
                            consecutive_failures = excluded.consecutive_failures
                        """)
                .param("status", status)
                .param("problem", problem)
                .param("failures", failures)
                .update();
        return singleFinding(new FailingSourcesCheck(app.get(SourceStatuses.class), new Thresholds<>(3, 10)));
    }

    @Test
    void tablesWithManyDeadRowsAreNamedWithTheCommand() {
        DeadRowsCheck check = new DeadRowsCheck(app.get(HealthQueries.class), new Thresholds<>(20.0, 50.0));

        assertThat(check.evaluate(List.of()).state()).isEqualTo(Severity.OK);
        assertThat(check.evaluate(List.of(new HealthQueries.TableBloat("delivery", 20_000, 20.0))))
                .satisfies(found -> {
                    assertThat(found.state()).isEqualTo(Severity.WARNING);
                    assertThat(found.message()).contains("vacuum (analyze) delivery;");
                });
        assertThat(check.run()).hasSize(1);
    }

    @Test
    void anEditionThatCannotBeReadIsCriticalAndFailsNoOtherCheck() {
        UncheckedTables.dropChecks(app.jdbc(), "edition");
        UnreadableEditionsCheck check = new UnreadableEditionsCheck(app.get(EditionMonitor.class));
        app.insertReader("ada");
        Edition edition = open();
        app.get(EditionPlanner.class).plan(edition.id());
        assertThat(singleFinding(check)).isEqualTo(CheckFinding.ok("", "Every edition can be read."));

        app.jdbc().sql("update edition set opened_at = 'infinity'").update();

        assertThat(singleFinding(check))
                .isEqualTo(CheckFinding.of(
                        Severity.CRITICAL,
                        "Edition " + edition.id()
                                + " of weekly cannot be read: its opened_at is infinity.\nNothing more of it is sent; other"
                                + " editions are not affected. Correct its row in the table edition: docs/operations.md"
                                + " says how.",
                        null));
        assertThat(app.get(EditionMonitor.class).oldestOwed()).isEmpty();
        app.get(HealthChecks.class).jobChecks().forEach(HealthCheck::run);
        app.get(HealthChecks.class).watchdogChecks().stream()
                .filter(each -> !(each instanceof SchedulerCheck))
                .forEach(HealthCheck::run);
    }

    private static Edition open() {
        return app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).require("weekly"), OpenedBy.CLOCK);
    }

    private static CheckFinding singleFinding(HealthCheck check) {
        List<CheckFinding> findings = check.run();
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private static void insertTask(String name, String id, Instant due, boolean picked, @Nullable Instant heartbeat) {
        app.jdbc()
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
        app.jdbc()
                .sql(
                        "insert into suppression (address, reason, created_at) values (:address, :reason, :at::timestamptz)")
                .param("address", address)
                .param("reason", reason)
                .param("at", MONDAY.toString())
                .update();
    }

    private static void insertEdition(String week, Instant at, int letters) {
        app.jdbc()
                .sql("""
                        with version as (
                            insert into template_version (version, name, files) values ('v', 't', '{}')
                            on conflict (version) do update set name = excluded.name returning version
                        ), opened as (
                            insert into edition (digest, period_start, period_end, opened_by, transport, template_version, opened_at)
                            select 'weekly', :week::date, :week::date, 'clock', 'outbox', version, :at::timestamptz from version
                            returning id
                        )
                        insert into chunk (edition_id, number, user_ids, due, composed_count, sent)
                        select id, 1, array(select 'u' || n from generate_series(1, :letters) n), :letters, :letters,
                            :letters
                        from opened
                        """)
                .param("week", week)
                .param("at", at.toString())
                .param("letters", letters)
                .update();
    }

    private static void insertClicks(Instant from, int count, boolean machine) {
        app.jdbc()
                .sql("""
                        with item as (
                            insert into opportunity (id, title, url, source, canonical_url, created_at, updated_at,
                                last_seen_at)
                            values ('one', 'One', 'https://one.example', 'test', 'https://one.example', now(), now(), now())
                            on conflict (id) do update set title = excluded.title returning id
                        )
                        insert into opportunity_feedback (user_id, opportunity_id, kind, occurred_at, by_machine)
                        select 'ada', id, 'clicked', :from::timestamptz + make_interval(secs => n), :machine
                        from item, generate_series(1, :count) n
                        """)
                .param("from", from.toString())
                .param("count", count)
                .param("machine", machine)
                .update();
    }

    private static void insertCandidate(String status, Instant created, @Nullable Instant promoted) {
        app.jdbc()
                .sql("""
                        insert into model_version (status, state, example_count, created_at, promoted_at)
                        values (:status, '{}', 0, :created::timestamptz, :promoted::timestamptz)
                        """)
                .param("status", status)
                .param("created", created.toString())
                .param("promoted", promoted == null ? null : promoted.toString())
                .update();
    }
}
