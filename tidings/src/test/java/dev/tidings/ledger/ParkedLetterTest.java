package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.EditionControl;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.EditionPlanner;
import dev.tidings.edition.Editions;
import dev.tidings.edition.StalledWorkRescuer;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Rejected;
import dev.tidings.transport.Transport.HandOverResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Letters that the database refuses to store or to settle. */
class ParkedLetterTest {
    @RegisterExtension
    static final TestApplication app = new TestApplication();

    private long edition;

    @BeforeEach
    void anEditionOfThreeReaders() {
        List.of("ada", "ben", "cleo").forEach(app::insertReader);
        edition = open();
    }

    @AfterEach
    void dropConstraints() {
        allow("digest_log");
        allow("batch");
        allow("delivery");
    }

    @Test
    void aLetterThatCannotBeSettledIsParkedWithoutAffectingOthers() {
        refuse("digest_log", "user_id <> 'ben'");

        assertThat(app.deliver(edition, 1)).isEmpty();

        assertThat(progress()).isEqualTo(new EditionProgress(3, 2, 0, 0, 1));
        assertThat(parked())
                .singleElement()
                .asString()
                .startsWith("ben accepted, but not settled: ERROR: new row for relation");
        assertThat(parked()).singleElement().asString().doesNotContain("@");
        assertThat(find(edition).status()).isEqualTo(EditionStatus.OPEN);
        assertThat(app.deliver(edition, 1)).isEmpty();
        assertThat(app.transport().messages()).hasSize(3);
    }

    @Test
    void aRejectedLetterThatCannotBeSettledIsParkedAsNotOut() {
        refuse("digest_log", "user_id <> 'ben'");
        app.transport()
                .respondingWith((key, batch) -> new HandOverResult(
                        List.of(new Accepted("id", null), new Rejected("550 no", false), new Accepted("id", null)),
                        null));

        app.deliver(edition, 1);
        allow("digest_log");
        app.get(EditionControl.class).cancel(edition);
        app.deliver(edition, 1);

        assertThat(progress()).isEqualTo(new EditionProgress(3, 2, 1, 0, 0));
        assertThat(find(edition).status()).isEqualTo(EditionStatus.CLOSED);
    }

    @Test
    void cancellingSettlesAParkedLetterThatMayBeOutAsUnknown() {
        refuse("digest_log", "user_id <> 'ben'");
        app.deliver(edition, 1);
        allow("digest_log");

        app.get(EditionControl.class).cancel(edition);
        assertThat(tasks()).isEqualTo(1);
        app.deliver(edition, 1);

        assertThat(progress()).isEqualTo(new EditionProgress(3, 2, 0, 1, 0));
        assertThat(app.get(Letters.class).unknownOutcomes(edition)).isEqualTo(1);
        assertThat(find(edition).status()).isEqualTo(EditionStatus.CLOSED);
    }

    @Test
    void cancellingRemovesAParkedLetterWhoseUserHasASettledOne() {
        app.transport().respondingWith((key, batch) -> {
            app.jdbc().sql("""
                            insert into digest_log (id, user_id, period_start, period_end, status, digest, edition_id,
                                                    chunk_number, kind, sent_at)
                            select nextval('letter_id'), 'ben', period_start, period_end, 'sent', digest, -1, 1, 'regular', now()
                            from edition
                            """).update();
            return new HandOverResult(
                    List.of(new Accepted("1", null), new Accepted("2", null), new Accepted("3", null)), null);
        });
        app.deliver(edition, 1);
        assertThat(progress()).isEqualTo(new EditionProgress(3, 2, 0, 0, 1));

        app.get(EditionControl.class).cancel(edition);
        app.deliver(edition, 1);

        assertThat(progress()).isEqualTo(new EditionProgress(2, 2, 0, 0, 0));
        assertThat(find(edition).status()).isEqualTo(EditionStatus.CLOSED);
    }

    @Test
    void aParkedLetterIsIgnoredByTheRescuerAndTheNextEdition() {
        refuse("digest_log", "user_id <> 'ben'");
        app.deliver(edition, 1);
        allow("digest_log");
        app.jdbc().sql("delete from scheduled_tasks").update();
        assertThat(app.get(StalledWorkRescuer.class).requeueChunks()).isZero();
        app.clock().advance(Duration.ofDays(7));

        long next = open();
        Optional<Duration> wait = app.deliver(next, 1);

        assertThat(wait).isEmpty();
        assertThat(find(next).progress().owed()).isZero();
        assertThat(find(next).status()).isEqualTo(EditionStatus.CLOSED);
        assertThat(parked()).hasSize(1);
    }

    @Test
    void resumingLeavesAParkedLetterParked() {
        refuse("digest_log", "user_id <> 'ben'");
        app.deliver(edition, 1);
        allow("digest_log");

        app.get(EditionControl.class).pause(edition);
        app.get(EditionControl.class).resume(edition);
        app.deliver(edition, 1);

        assertThat(parked()).hasSize(1);
        assertThat(app.transport().messages()).hasSize(3);
    }

    @Test
    void aLetterThatCannotBeStoredInABatchIsStoredAsOwedAndSent() {
        refuse("batch", "not user_ids @> array['ben']");

        app.deliver(edition, 1);

        assertThat(app.transport().messages()).hasSize(3);
        assertThat(progress()).isEqualTo(new EditionProgress(3, 3, 0, 0, 0));
    }

    @Test
    void aLetterThatCannotBeStoredAsDueIsParked() {
        refuse("batch", "not user_ids @> array['ben']");
        refuse("delivery", "user_id <> 'ben' or next_attempt_at is null");

        assertThat(app.deliver(edition, 1)).isEmpty();

        assertThat(app.transport().messages()).hasSize(2);
        assertThat(progress()).isEqualTo(new EditionProgress(3, 2, 0, 0, 1));
        assertThat(parked()).singleElement().asString().startsWith("ben not stored: ERROR: new row for relation");
    }

    @Test
    void aLetterThatCannotBeStoredAtAllIsRemovedWithTheReason() {
        refuse("batch", "not user_ids @> array['ben']");
        refuse("delivery", "user_id <> 'ben'");

        app.deliver(edition, 1);

        assertThat(progress()).isEqualTo(new EditionProgress(2, 2, 0, 0, 0));
        assertThat(app.jdbc()
                        .sql("select unnest(remarks) from chunk")
                        .query(String.class)
                        .single())
                .startsWith("ben: not stored: ERROR: new row for relation");
    }

    private static long open() {
        Edition opened = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(opened.id());
        return opened.id();
    }

    private static void refuse(String table, String unless) {
        app.jdbc()
                .sql("alter table " + table + " add constraint refused check (" + unless + ") not valid")
                .update();
    }

    private static void allow(String table) {
        app.jdbc()
                .sql("alter table " + table + " drop constraint if exists refused")
                .update();
    }

    private static List<String> parked() {
        return app.jdbc()
                .sql("select user_id || ' ' || last_error from delivery where next_attempt_at is null")
                .query(String.class)
                .list();
    }

    private static long tasks() {
        return app.jdbc()
                .sql("select count(*) from scheduled_tasks where task_name = 'deliver-chunk'")
                .query(Long.class)
                .single();
    }

    private static Edition find(long id) {
        return app.get(Editions.class).find(id).orElseThrow();
    }

    private EditionProgress progress() {
        return find(edition).progress();
    }
}
