package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.audience.Suppression.SuppressionReason;
import dev.tidings.audience.Suppressions;
import dev.tidings.core.EmailAddress;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.testing.EditedConfiguration;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Rejected;
import dev.tidings.transport.Transport.HandOverResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A tenth of the readers gets its letters first, the others 15 minutes later. */
class EditionCanaryTest {
    private static final int READERS = 1_200;
    private static final Duration WAIT = Duration.ofMinutes(15);

    @RegisterExtension
    static final TestApplication app = new TestApplication(EditedConfiguration.withCanary());

    private final List<String> sent = new ArrayList<>();
    private Set<String> refused = Set.of();
    private Set<String> deferred = Set.of();

    @BeforeEach
    void begin() {
        app.transport()
                .respondingWith((key, batch) -> new HandOverResult(
                        batch.stream()
                                .map(message ->
                                        answer(message.to().address().value().replace("@example.com", "")))
                                .toList(),
                        null));
    }

    private SendOutcome answer(String user) {
        if (deferred.contains(user)) {
            return new Deferred("452 4.2.2 mailbox full", null);
        }
        if (refused.contains(user)) {
            return new Rejected("550 5.2.1 mailbox disabled", false);
        }
        sent.add(user);
        return new Accepted(null, null);
    }

    @Test
    void aSampleGoesFirstAndTheOthersFollow() {
        app.insertReaders(READERS);
        Edition edition = run(open());

        List<String> first = List.copyOf(sent);
        assertThat(first).hasSizeBetween(80, 160).doesNotHaveDuplicates();
        assertThat(edition.status()).isEqualTo(EditionStatus.OPEN);
        assertThat(summary(edition))
                .isEqualTo(first.size()
                        + " sent; sending: a sample went first, the others follow from 2026-05-11 07:15"
                        + " in America/Los_Angeles.");

        after(WAIT.minusSeconds(1));
        assertThat(run(edition).progress().due()).isEqualTo(first.size());
        after(Duration.ofSeconds(1));
        Edition closed = run(edition);

        assertThat(closed.status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(closed.progress()).isEqualTo(new EditionProgress(READERS, READERS, 0, 0, 0));
        assertThat(sent).hasSize(READERS).doesNotHaveDuplicates();
        assertThat(closed.sendBy())
                .as("waiting is not late")
                .isEqualTo(edition.openedAt().plus(digest().late()).plus(WAIT));
    }

    @Test
    void anEditionHasAlwaysTheSameSampleAndTheNextOneAnother() {
        app.insertReaders(READERS);
        run(open());
        Set<String> first = Set.copyOf(sent);
        app.jdbc().sql("truncate edition, delivery, digest_log cascade").update();
        sent.clear();
        Edition edition = run(open());
        assertThat(Set.copyOf(sent)).isEqualTo(first);

        after(WAIT);
        run(edition);
        sent.clear();
        app.jdbc().sql("update daily_metric set metric_date = metric_date + 7").update();
        after(Duration.ofDays(7).minus(WAIT));
        run(open());
        assertThat(Set.copyOf(sent)).hasSizeBetween(80, 160).isNotEqualTo(first);
    }

    @Test
    void anInterruptedSampleGoesOn() {
        app.insertReaders(READERS);
        Edition edition = open();
        app.get(EditionPlanner.class).plan(edition.id());
        Set<String> sample = members(edition);
        app.jdbc().sql("""
                        update edition set canary = 'sampling', canary_since = null, last_planned_user_id = (
                            select user_ids[40] from chunk where number = 1)
                        """).update();
        app.jdbc()
                .sql("update chunk set user_ids = user_ids[1:40], due = 40 where number = 1")
                .update();

        app.get(EditionPlanner.class).plan(edition.id());

        assertThat(members(edition)).isEqualTo(sample);
    }

    @Test
    void whoSubscribesWhileTheSampleIsJudgedGetsTheLetterWithTheOthers() {
        app.insertReaders(READERS);
        Edition edition = run(open());
        for (int user = 0; user < 50; user++) {
            app.insertReader("a-late-" + user);
        }

        after(WAIT);

        assertThat(run(edition).progress()).isEqualTo(new EditionProgress(READERS + 50, READERS + 50, 0, 0, 0));
    }

    @Test
    void failuresInTheSampleHoldTheOthers() {
        app.insertReaders(READERS);
        refused = sampleOf(6);
        Edition edition = run(open());
        after(WAIT);

        Edition held = run(edition);

        int sample = sent.size() + 6;
        assertThat(held.status()).isEqualTo(EditionStatus.HELD);
        assertThat(held.reason())
                .isEqualTo("of the " + sample
                        + " letters that went first, 6 failed and 0 bounced or were complained about");
        assertThat(held.progress().due()).isEqualTo(sample);
        assertThat(app.get(EditionHealthQueries.class).halted(EditionStatus.HELD))
                .hasSize(1);

        app.get(EditionControl.class).resume(held.id());
        assertThat(run(held).progress()).isEqualTo(new EditionProgress(READERS, READERS - 6, 0, 6, 0));
    }

    @Test
    void fewFailuresDoNotHoldTheOthers() {
        app.insertReaders(READERS);
        refused = sampleOf(2);
        Edition edition = run(open());
        after(WAIT);

        assertThat(run(edition).progress()).isEqualTo(new EditionProgress(READERS, READERS - 2, 0, 2, 0));
    }

    @Test
    void bouncesAndComplaintsInTheSampleHoldTheOthers() {
        app.insertReaders(READERS);
        Edition edition = run(open());
        for (int letter = 0; letter < 6; letter++) {
            app.get(Suppressions.class)
                    .add(
                            new EmailAddress(sent.get(letter) + "@example.com"),
                            letter < 3 ? SuppressionReason.BOUNCE : SuppressionReason.COMPLAINT,
                            null);
        }
        after(WAIT);

        Edition held = run(edition);

        assertThat(held.status()).isEqualTo(EditionStatus.HELD);
        assertThat(held.reason())
                .isEqualTo("of the " + sent.size()
                        + " letters that went first, 0 failed and 6 bounced or were complained about");
    }

    @Test
    void bouncesOfOthersAndOfEarlierLettersDoNotCount() {
        app.insertReaders(READERS);
        Edition edition = run(open());
        List<String> others = app.jdbc()
                .sql("select id from users where id <> all (:sent::text[]) order by id limit 50")
                .param("sent", sent.toArray(String[]::new))
                .query(String.class)
                .list();
        others.forEach(user -> app.get(Suppressions.class)
                .add(new EmailAddress(user + "@example.com"), SuppressionReason.BOUNCE, null));
        after(WAIT);

        assertThat(run(edition).progress()).isEqualTo(new EditionProgress(READERS, READERS - 50, 50, 0, 0));
    }

    @Test
    void aHeldEditionThatIsResumedSendsItsSampleFirst() {
        app.insertReaders(READERS);
        run(open());
        after(WAIT);
        run(find(open()));
        sent.clear();
        app.jdbc().sql("update daily_metric set metric_date = metric_date + 7").update();
        app.jdbc()
                .sql("update users set opt_in_digest = false where id in (select id from users order by id limit 900)")
                .update();
        after(Duration.ofDays(7).minus(WAIT));
        Edition held = run(open());
        assertThat(held.status()).isEqualTo(EditionStatus.HELD);

        app.get(EditionControl.class).resume(held.id());
        run(held);
        assertThat(sent).hasSizeBetween(15, 60);
        after(WAIT);
        run(held);
        assertThat(sent).hasSize(READERS - 900).doesNotHaveDuplicates();
    }

    @Test
    void theOthersWaitUntilTheSampleIsMostlySettled() {
        app.insertReaders(READERS);
        Edition edition = open();
        app.get(EditionControl.class).pause(edition.id());
        run(edition);
        app.get(EditionControl.class).resume(edition.id());
        app.get(EditionPlanner.class).plan(edition.id());
        long sample = find(edition).progress().due();
        assertThat(summary(find(edition)))
                .isEqualTo("0 sent; sending with " + sample + " pending: a sample of " + sample + " goes first, "
                        + sample + " of it are not settled; the others follow 15 minutes after it.");
        after(WAIT.plusHours(1));

        app.get(EditionPlanner.class).plan(edition.id());
        assertThat(find(edition).progress().due()).as("planned").isEqualTo(sample);

        assertThat(run(edition).progress().due()).as("the time begins now").isEqualTo(sample);
        after(WAIT);
        assertThat(run(edition).status()).isEqualTo(EditionStatus.CLOSED);
    }

    @Test
    void oneDeferredLetterOfASmallSampleDoesNotKeepTheOthers() {
        app.insertReaders(30);
        Edition edition = open();
        app.get(EditionPlanner.class).plan(edition.id());
        Set<String> sample = members(edition);
        assertThat(sample).hasSizeBetween(2, 9);
        deferred = Set.of(sample.iterator().next());
        run(edition);
        after(WAIT);

        assertThat(run(edition).progress()).isEqualTo(new EditionProgress(30, 29, 0, 0, 1));
    }

    @Test
    void parkedLettersOfTheSampleDoNotKeepTheOthers() {
        app.insertReaders(60);
        Edition edition = open();
        app.get(EditionPlanner.class).plan(edition.id());
        deferred = members(edition);
        run(edition);
        app.jdbc().sql("update delivery set next_attempt_at = null").update();
        app.get(EditionPlanner.class).plan(edition.id());
        deferred = Set.of();
        after(WAIT);

        assertThat(run(edition).progress().sent())
                .isEqualTo(60 - find(edition).progress().owed());
    }

    @Test
    void waitingLongerThanTheTimeLimitCostsNobodyTheLetter() {
        app.insertReaders(READERS);
        Edition edition = run(open());
        app.get(EditionControl.class).pause(edition.id());
        after(Duration.ofDays(9));
        app.get(EditionControl.class).resume(edition.id());

        Edition closed = run(edition);

        assertThat(closed.progress()).isEqualTo(new EditionProgress(READERS, READERS, 0, 0, 0));
        assertThat(closed.sendBy()).isEqualTo(app.clock().instant().plus(digest().late()));
    }

    @Test
    void forceSendsToAllAtOnceAlsoWhileTheSampleIsJudged() {
        app.insertReaders(READERS);
        Edition edition = run(open());

        app.get(EditionOpener.class).open(digest(), edition.period(), OpenedBy.API, true);

        assertThat(run(edition).progress()).isEqualTo(new EditionProgress(READERS, READERS, 0, 0, 0));
        assertThat(sent).doesNotHaveDuplicates();
    }

    @Test
    void aForcedEditionHasNoSample() {
        app.insertReaders(READERS);
        Edition edition = app.get(EditionOpener.class)
                .open(digest(), digest().cadence().lastPeriod(app.clock().instant()), OpenedBy.API, true);

        assertThat(run(edition).status()).isEqualTo(EditionStatus.CLOSED);
    }

    @Test
    void cancellingWhileTheSampleIsJudgedEndsTheEdition() {
        app.insertReaders(READERS);
        Edition edition = run(open());
        app.get(EditionControl.class).cancel(edition.id());
        after(WAIT);

        Edition cancelled = run(edition);

        assertThat(cancelled.status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(cancelled.progress().due()).isEqualTo(sent.size());
    }

    @Test
    void anEmptySampleKeepsNobodyWaiting() {
        app.insertReader("u-1");

        assertThat(run(open()).progress().sent()).isEqualTo(1);
    }

    private static Set<String> sampleOf(int users) {
        Edition edition = open();
        app.get(EditionPlanner.class).plan(edition.id());
        Set<String> sample = members(edition).stream().sorted().limit(users).collect(Collectors.toSet());
        app.jdbc().sql("truncate edition, delivery, digest_log cascade").update();
        return sample;
    }

    private static Set<String> members(Edition edition) {
        return Set.copyOf(app.jdbc()
                .sql("select unnest(user_ids) from chunk where edition_id = :id and sample")
                .param("id", edition.id())
                .query(String.class)
                .list());
    }

    private static void after(Duration time) {
        app.clock().set(app.clock().instant().plus(time));
    }

    private static Edition open() {
        return app.get(EditionOpener.class).openDue(digest());
    }

    /** Plans, delivers, and checks the sample. */
    private static Edition run(Edition edition) {
        app.get(EditionPlanner.class).plan(edition.id());
        app.jdbc()
                .sql("select number from chunk where edition_id = :id order by number")
                .param("id", edition.id())
                .query(Integer.class)
                .list()
                .forEach(number -> app.deliver(edition.id(), number));
        app.get(EditionPlanner.class).plan(edition.id());
        return find(edition);
    }

    private static String summary(Edition edition) {
        return app.get(DeliverySummaries.class).of(edition).sentence();
    }

    private static Edition find(Edition edition) {
        return app.get(Editions.class).find(edition.id()).orElseThrow();
    }

    private static Digest digest() {
        return app.get(DigestCatalog.class).primary();
    }
}
