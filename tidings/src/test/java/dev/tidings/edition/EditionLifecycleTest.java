package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.audience.Preferences;
import dev.tidings.core.Message;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.RecordingTransport.RecordedBatch;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Rejected;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EditionLifecycleTest {
    @RegisterExtension
    static final TestApplication app = new TestApplication();

    @Test
    void everyOptedInUserGetsOneLetterAndTheEditionCloses() {
        app.insertReader("ada");
        app.insertReader("ben");
        Edition edition = runEdition();
        assertThat(edition.status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(counts(edition)).isEqualTo(new Edition.EditionProgress(2, 2, 0, 0, 0));
        assertThat(app.transport().messages())
                .extracting(message -> message.to().address().value())
                .containsExactlyInAnyOrder("ada@example.com", "ben@example.com");
        assertThat(app.transport().messages())
                .extracting(Message::subject)
                .containsOnly("Your Weekly Living Lytics Digest");
        assertThat(app.jdbc()
                        .sql("select count(*) from users where last_digest_sent_at is not null")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void anEditionWhoseDigestIsGoneStopsBeforeItIsPlannedAndCanBeCancelled() {
        app.insertReader("ada");
        Edition edition = app.get(EditionOpener.class).openLastCompleted(digest(), Edition.OpenedBy.API);
        app.jdbc().sql("update edition set digest = 'removed'").update();

        assertThat(app.get(EditionPlanner.class).plan(edition.id())).isPresent();
        Edition stopped = app.get(Editions.class).find(edition.id()).orElseThrow();
        assertThat(stopped.status()).isEqualTo(EditionStatus.STOPPED);
        assertThat(stopped.reason()).isEqualTo("the configuration no longer has the digest removed");

        app.get(EditionControl.class).cancel(edition.id());
        assertThat(app.get(EditionPlanner.class).plan(edition.id())).isEmpty();
        assertThat(app.get(Editions.class).find(edition.id()).orElseThrow().status())
                .isEqualTo(EditionStatus.CLOSED);
    }

    @Test
    void gaugesShowTheCountsOfTheNewestEdition() {
        app.insertReader("ada");
        app.insertUser("empty");
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        app.get(EditionGauges.class).bindTo(registry);
        assertThat(state(registry)).isZero();
        Edition edition = app.get(EditionOpener.class).openLastCompleted(digest(), Edition.OpenedBy.API);
        assertThat(state(registry)).isEqualTo(1);
        app.get(EditionControl.class).pause(edition.id());
        assertThat(state(registry)).isEqualTo(3);
        app.get(EditionControl.class).resume(edition.id());
        runEdition();
        assertThat(state(registry)).isZero();
        assertThat(registry.get("tidings.edition.letters").gauges())
                .filteredOn(gauge -> "living-lytics".equals(gauge.getId().getTag("digest")))
                .extracting(gauge -> gauge.getId().getTag("status") + " " + (long) gauge.value())
                .containsExactlyInAnyOrder("due 2", "sent 1", "skipped 1", "error 0", "owed 0");
    }

    @Test
    void theStateGaugeShowsAnEditionThatIsNotClosedBesideANewerOne() {
        app.insertReader("ada");
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        app.get(EditionGauges.class).bindTo(registry);
        Edition older = app.get(EditionOpener.class).openLastCompleted(digest(), Edition.OpenedBy.API);
        app.get(EditionControl.class).pause(older.id());
        app.clock().advance(Duration.ofDays(7));
        runEdition();

        assertThat(state(registry)).isEqualTo(3);
    }

    private static double state(SimpleMeterRegistry registry) {
        return registry.get("tidings.edition.state")
                .tag("digest", "living-lytics")
                .gauge()
                .value();
    }

    @Test
    void anEditionOpenedTwiceSendsNothingTwice() {
        app.insertReader("ada");
        Edition first = runEdition();
        Edition second = runEdition();
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(app.transport().messages()).hasSize(1);
    }

    @Test
    void aChunkDeliveredAgainSendsNothingTwice() {
        app.insertReader("ada");
        Edition edition = runEdition();
        assertThat(deliver(edition)).isEmpty();
        assertThat(app.transport().messages()).hasSize(1);
    }

    @Test
    void skippedUsersAreInTheLedgerWithTheReason() {
        app.insertReader("ada");
        app.insertReader("gone");
        app.insertReader("bounced");
        app.insertUser("empty");
        Edition edition = open();
        plan(edition);
        app.get(Preferences.class).setOptIn("gone", digest(), false, Preferences.ConsentSource.PREFERENCES);
        app.jdbc()
                .sql("insert into suppression (address, reason) values ('bounced@example.com', 'bounce')")
                .update();
        deliver(edition);
        assertThat(reasons())
                .isEqualTo(Map.of("gone", "OPTED_OUT", "bounced", "SUPPRESSED", "empty", "NO_CONTENT", "ada", "sent"));
        assertThat(counts(edition)).isEqualTo(new Edition.EditionProgress(4, 1, 3, 0, 0));
    }

    @Test
    void optedOutUsersAreNotDue() {
        app.insertReader("ada");
        app.insertReader("olive");
        app.jdbc()
                .sql("update users set opt_in_digest = false where id = 'olive'")
                .update();
        assertThat(counts(runEdition())).isEqualTo(new Edition.EditionProgress(1, 1, 0, 0, 0));
    }

    @Test
    void anInvalidAddressFailsOnlyItsOwnLetter() {
        app.insertReader("ada");
        app.insertReader("bad");
        app.jdbc().sql("update users set email = 'no address' where id = 'bad'").update();
        Edition edition = runEdition();
        assertThat(counts(edition)).isEqualTo(new Edition.EditionProgress(2, 1, 0, 1, 0));
        assertThat(reasons().get("bad")).contains("address").doesNotContain("no address");
    }

    @Test
    void anInvalidMetricFailsOnlyTheLettersOfItsAccount() {
        app.insertReader("ada");
        app.insertReader("broken");
        app.jdbc()
                .sql("update daily_metric set data = '{\"sessions\": \"many\"}' where account_id = 'broken'")
                .update();
        assertThat(counts(runEdition())).isEqualTo(new Edition.EditionProgress(2, 1, 0, 1, 0));
        assertThat(reasons().get("broken")).contains("sessions");
    }

    @Test
    void aDeferredLetterIsOwedUntilItIsDueAndThenSent() {
        app.insertReader("ada");
        app.transport()
                .respondingWith((key, batch) ->
                        RecordingTransport.all(batch, new Deferred("451 later", Duration.ofMinutes(10)), null));
        Edition edition = runEdition();
        assertThat(counts(edition)).isEqualTo(new Edition.EditionProgress(1, 0, 0, 0, 1));
        app.clock().advance(Duration.ofMinutes(9));
        deliver(edition);
        assertThat(app.transport().batches()).hasSize(1);
        app.transport().respondingWith((key, batch) -> RecordingTransport.all(batch, new Accepted("id-1", null), null));
        app.clock().advance(Duration.ofMinutes(2));
        deliver(edition);
        assertThat(counts(edition)).isEqualTo(new Edition.EditionProgress(1, 1, 0, 0, 0));
        assertThat(app.transport().messages())
                .extracting(Message::messageId)
                .hasSize(2)
                .containsOnly(app.transport().messages().getFirst().messageId());
    }

    @Test
    void aLetterDeferredForADayIsGivenUpWithItsLastReason() {
        app.insertReader("ada");
        app.transport()
                .respondingWith((key, batch) -> RecordingTransport.all(batch, new Deferred("451 later", null), null));
        Edition edition = runEdition();
        app.clock().advance(Duration.ofHours(25));
        deliver(edition);
        assertThat(counts(edition)).isEqualTo(new Edition.EditionProgress(1, 0, 0, 1, 0));
        assertThat(reasons().get("ada")).contains("given up").contains("451 later");
    }

    @Test
    void aUserWhoOptsOutBeforeTheRetryGetsNoLetter() {
        app.insertReader("ada");
        app.transport().respondingWith((key, batch) -> RecordingTransport.all(batch, new Deferred("451", null), null));
        Edition edition = runEdition();
        app.get(Preferences.class).setOptIn("ada", digest(), false, Preferences.ConsentSource.LINK);
        app.clock().advance(Duration.ofHours(1));
        deliver(edition);
        assertThat(reasons().get("ada")).isEqualTo("OPTED_OUT");
        assertThat(app.transport().batches()).hasSize(1);
    }

    @Test
    void aRejectedLetterIsAnErrorAndADeadAddressIsSuppressed() {
        app.insertReader("ada");
        app.transport()
                .respondingWith((key, batch) ->
                        RecordingTransport.all(batch, new Rejected("550 5.1.1 no such user", true), null));
        Edition edition = runEdition();
        assertThat(counts(edition)).isEqualTo(new Edition.EditionProgress(1, 0, 0, 1, 0));
        assertThat(app.jdbc()
                        .sql("select address from suppression")
                        .query(String.class)
                        .list())
                .containsExactly("ada@example.com");
    }

    @Test
    void aWrongApiKeyStopsTheEditionUntilItIsResumed() {
        IntStream.range(0, 90).forEach(i -> app.insertReader("reader-" + i));
        app.transport()
                .respondingWith(
                        (key, batch) -> RecordingTransport.all(batch, new Deferred("401", null), "401: wrong key"));
        Edition edition = runEdition();
        assertThat(edition.status()).isEqualTo(EditionStatus.STOPPED);
        assertThat(edition.reason()).isEqualTo("401: wrong key");
        assertThat(app.transport().batches()).hasSize(1);
        assertThat(counts(edition)).isEqualTo(new Edition.EditionProgress(90, 0, 0, 0, 90));
        app.transport().respondingWith((key, batch) -> RecordingTransport.all(batch, new Accepted(null, null), null));
        assertThat(app.get(EditionControl.class).resume(edition.id())).isTrue();
        deliver(edition);
        assertThat(counts(edition)).isEqualTo(new Edition.EditionProgress(90, 90, 0, 0, 0));
    }

    @Test
    void aCrashDuringTheHandOverLeavesUnknownLettersThatAreNeverSentAgain() {
        app.insertReader("ada");
        app.transport().respondingWith((key, batch) -> {
            throw new IllegalStateException("power failure");
        });
        Edition edition = open();
        plan(edition);
        assertThatThrownBy(() -> deliver(edition)).hasMessage("power failure");
        assertThat(counts(edition)).isEqualTo(new Edition.EditionProgress(1, 0, 0, 0, 1));
        app.transport().respondingWith((key, batch) -> RecordingTransport.all(batch, new Accepted(null, null), null));
        deliver(edition);
        assertThat(app.transport().batches()).hasSize(1);
        assertThat(reasons().get("ada")).startsWith("outcome unknown");
        assertThat(app.jdbc()
                        .sql("select outcome_unknown from digest_log")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void anUnknownOutcomeBecomesSentWhenASlowWorkerLearnsOfAcceptance() {
        app.insertReader("ada");
        Edition edition = open();
        plan(edition);
        app.transport().respondingWith((key, batch) -> {
            assertThat(deliver(edition))
                    .as("another worker settles the letter as unknown")
                    .isEmpty();
            assertThat(counts(edition)).isEqualTo(new Edition.EditionProgress(1, 0, 0, 1, 0));
            return RecordingTransport.all(batch, new Accepted("id", null), null);
        });

        deliver(edition);

        assertThat(counts(edition)).isEqualTo(new Edition.EditionProgress(1, 1, 0, 0, 0));
        assertThat(app.transport().batches()).hasSize(1);
        assertThat(app.jdbc()
                        .sql(
                                "select count(*) from digest_log where status = 'sent' and provider_message_id = 'id' and not outcome_unknown")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aBatchInterruptedByACrashIsReplayedUnderTheSameIdempotencyKey() {
        IntStream.range(0, 25).forEach(i -> app.insertReader("reader-" + i));
        app.transport().withReplayWindow(Duration.ofHours(23), 10).respondingWith((key, batch) -> {
            throw new IllegalStateException("power failure");
        });
        Edition edition = open();
        plan(edition);
        assertThatThrownBy(() -> deliver(edition)).hasMessage("power failure");
        app.transport()
                .respondingWith((key, batch) -> RecordingTransport.all(batch, new Accepted("again", null), null));
        deliver(edition);
        List<RecordedBatch> batches = app.transport().batches();
        assertThat(batches).hasSize(4);
        assertThat(batches.get(1).key()).isEqualTo(batches.get(0).key());
        assertThat(batches.get(1).messages()).isEqualTo(batches.get(0).messages());
        assertThat(counts(edition)).isEqualTo(new Edition.EditionProgress(25, 25, 0, 0, 0));
    }

    @Test
    void anUnansweredBatchIsRepeatedUnchanged() {
        IntStream.range(0, 25).forEach(i -> app.insertReader("reader-" + i));
        app.transport()
                .withReplayWindow(Duration.ofHours(23), 10)
                .respondingWith((key, batch) -> RecordingTransport.unanswered(batch));
        Edition edition = runEdition();
        List<RecordedBatch> first = List.copyOf(app.transport().batches());
        app.transport().respondingWith((key, batch) -> RecordingTransport.all(batch, new Accepted(null, null), null));
        app.clock().advance(Duration.ofHours(1));
        deliver(edition);
        assertThat(app.transport().batches().subList(3, 6)).containsExactlyInAnyOrderElementsOf(first);
        assertThat(counts(edition)).isEqualTo(new Edition.EditionProgress(25, 25, 0, 0, 0));
    }

    @Test
    void aBatchIsNeverReplayedAfterTheReplayWindow() {
        app.insertReader("ada");
        app.transport()
                .withReplayWindow(Duration.ofHours(23), 10)
                .respondingWith((key, batch) -> RecordingTransport.unanswered(batch));
        Edition edition = runEdition();
        app.clock().advance(Duration.ofHours(23).plusSeconds(1));
        deliver(edition);
        assertThat(app.transport().batches()).hasSize(1);
        assertThat(reasons().get("ada")).startsWith("outcome unknown");
    }

    @Test
    void anUnansweredBatchIsRepeatedUnchangedAfterItsReplayIsDeferred() {
        IntStream.range(0, 25).forEach(i -> app.insertReader("reader-" + i));
        app.transport()
                .withReplayWindow(Duration.ofHours(23), 10)
                .respondingWith((key, batch) -> RecordingTransport.unanswered(batch));
        Edition edition = runEdition();
        List<RecordedBatch> first = List.copyOf(app.transport().batches());
        app.transport().respondingWith((key, batch) -> RecordingTransport.all(batch, new Deferred("429", null), null));
        app.clock().advance(Duration.ofHours(1));
        deliver(edition);
        app.transport().respondingWith((key, batch) -> RecordingTransport.all(batch, new Accepted(null, null), null));
        app.clock().advance(Duration.ofHours(1));
        deliver(edition);
        assertThat(app.transport().batches().subList(6, 9)).containsExactlyInAnyOrderElementsOf(first);
        assertThat(counts(edition)).isEqualTo(new Edition.EditionProgress(25, 25, 0, 0, 0));
    }

    @Test
    void aBatchThatWasNotAcceptedMayBeSentAfterTheReplayWindow() {
        app.insertReader("ada");
        app.transport()
                .withReplayWindow(Duration.ofHours(23), 10)
                .respondingWith((key, batch) -> RecordingTransport.all(batch, new Deferred("quota", null), "quota"));
        Edition edition = runEdition();
        app.transport().respondingWith((key, batch) -> RecordingTransport.all(batch, new Accepted(null, null), null));
        app.clock().advance(Duration.ofHours(23).plusSeconds(1));
        app.get(EditionControl.class).resume(edition.id());
        deliver(edition);
        assertThat(counts(edition)).isEqualTo(new Edition.EditionProgress(1, 1, 0, 0, 0));
    }

    private static Digest digest() {
        return app.get(DigestCatalog.class).primary();
    }

    private static Edition open() {
        return app.get(EditionOpener.class).openLastCompleted(digest(), OpenedBy.API);
    }

    private static void plan(Edition edition) {
        app.get(EditionPlanner.class).plan(edition.id());
    }

    private static Optional<Duration> deliver(Edition edition) {
        return app.deliver(edition.id(), 1);
    }

    private static Edition runEdition() {
        Edition edition = open();
        plan(edition);
        deliver(edition);
        return app.get(Editions.class).find(edition.id()).orElseThrow();
    }

    /** Returns the edition's counts after comparing them with the rows. */
    private static Edition.EditionProgress counts(Edition edition) {
        Edition.EditionProgress counted =
                app.get(Editions.class).find(edition.id()).orElseThrow().progress();
        Edition.EditionProgress rows = app.jdbc()
                .sql("""
                        select (select coalesce(sum(cardinality(user_ids)), 0) from chunk) as due,
                               (select count(*) from digest_log where status = 'sent') as sent,
                               (select count(*) from digest_log where status = 'skipped') as skipped,
                               (select count(*) from digest_log where status = 'error') as error,
                               (select count(*) from owed_letter) as owed
                        """)
                .query((row, number) -> new Edition.EditionProgress(
                        row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)))
                .single();
        assertThat(counted).isEqualTo(rows);
        return counted;
    }

    private static Map<String, String> reasons() {
        return app
                .jdbc()
                .sql("select user_id, coalesce(skip_reason, error_message, status) from digest_log")
                .query((row, number) -> Map.entry(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
