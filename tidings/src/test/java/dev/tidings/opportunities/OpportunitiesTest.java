package dev.tidings.opportunities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.database.Timestamps;
import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import dev.tidings.testing.TestDatabase;
import dev.tidings.testing.UncheckedTables;
import dev.tidings.testkit.SettableClock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpportunitiesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final SettableClock clock = new SettableClock(NOW);
    private final Opportunities opportunities = new Opportunities(database.jdbc(), clock);

    @BeforeEach
    void insertOpportunities() {
        database.jdbc().sql("truncate opportunity, users cascade").update();
        database.jdbc().sql("""
                insert into opportunity (id, title, url, source, tags, status, status_by, duplicate_of, canonical_url, created_at,
                    updated_at, last_seen_at)
                values ('a', 'Stone', 'https://a.example/1', 'one', '{quarry}', 'live', null, null, 'a', '2026-11-01Z', '2026-11-01Z', '2026-11-01Z'),
                    ('b', 'Wood', 'https://a.example/2', 'one', '{}', 'live', null, null, 'b', '2026-11-02Z', '2026-11-02Z', '2026-11-02Z'),
                    ('c', 'Wood', 'https://b.example/2', 'two', '{}', 'live', null, 'b', 'c', '2026-11-02Z', '2026-11-02Z', '2026-11-02Z'),
                    ('d', 'Glass', 'https://b.example/3', 'two', '{}', 'hidden', 'operator', null, 'd', '2026-11-04Z', '2026-11-04Z', '2026-11-04Z')""").update();
    }

    @Test
    void searchPagesNewestFirst() {
        assertThat(ids(new OpportunityFilter(null, null, null), null, 3)).containsExactly("d", "c", "b");
        assertThat(ids(new OpportunityFilter(null, null, null), "b", 3)).containsExactly("a");
    }

    @Test
    void searchFiltersByTextSourceAndStatus() {
        assertThat(ids(new OpportunityFilter("WOOD", null, null), null, 9)).containsExactly("c", "b");
        assertThat(ids(new OpportunityFilter("quarr", null, null), null, 9)).containsExactly("a");
        assertThat(ids(new OpportunityFilter("%", null, null), null, 9)).isEmpty();
        assertThat(ids(new OpportunityFilter(null, "two", OpportunityStatus.HIDDEN), null, 9))
                .containsExactly("d");
    }

    @Test
    void aRowThatNoImportWouldStoreIsReadWithoutWhatIsWrong() {
        UncheckedTables.dropChecks(database.jdbc(), "opportunity");
        database.jdbc().sql("""
                update opportunity set status = 'draft', fee = 'NaN', deadline = 'infinity', posted_at = '-infinity'
                where id = 'a'
                """).update();

        Opportunity read = opportunities.find("a").orElseThrow().opportunity();
        assertThat(read.status()).isEqualTo(OpportunityStatus.HIDDEN);
        assertThat(read.fee()).isNull();
        assertThat(read.deadline()).isEqualTo(new Deadline(LocalDate.of(9999, 12, 30), null));
        assertThat(read.postedAt()).isEqualTo(Timestamps.FIRST);
        assertThat(ids(new OpportunityFilter(null, null, null), null, 9)).containsExactly("d", "c", "b", "a");
    }

    @Test
    void duplicatesAreFoundFromEitherReport() {
        assertThat(duplicates("b")).containsExactly("c");
        assertThat(duplicates("c")).containsExactly("b");
        assertThat(duplicates("a")).isEmpty();
    }

    @Test
    void opportunitiesAreCountedBySource() {
        assertThat(opportunities.countBySource())
                .containsExactly(
                        new SourceOpportunityCount("one", 2, 0, 0, 0), new SourceOpportunityCount("two", 1, 1, 0, 1));
    }

    @Test
    void statusChangeUpdatesTheTimestamp() {
        assertThat(opportunities.hide("a")).isEqualTo(1);
        assertThat(opportunities.find("a").orElseThrow().updatedAt()).isEqualTo(NOW);
        assertThat(opportunities.show("a")).isEqualTo(1);
        assertThat(opportunities.find("a").orElseThrow().opportunity().status()).isEqualTo(OpportunityStatus.LIVE);
        assertThat(opportunities.hide("nobody")).isZero();
    }

    @Test
    void statusIsSetForAllReportsOfACall() {
        assertThat(opportunities.hide("c")).isEqualTo(2);
        assertThat(statuses()).containsExactly("a live", "b hidden", "c hidden", "d hidden");

        assertThat(opportunities.expire("b")).isEqualTo(2);
        assertThat(statuses()).containsExactly("a live", "b expired", "c expired", "d hidden");

        assertThat(opportunities.show("c")).isEqualTo(2);
        assertThat(statuses()).containsExactly("a live", "b live", "c live", "d hidden");
    }

    private static List<String> statuses() {
        return database.jdbc()
                .sql("select id || ' ' || status from opportunity order by id")
                .query(String.class)
                .list();
    }

    /** Its source's cancellation would be forgotten, and the report of the other source would count as live. */
    @Test
    void expiredReportIsNotPrunedWhileItsCallHasALiveOne() {
        database.jdbc()
                .sql("update opportunity set status = 'expired', status_by = 'source' where id = 'c'")
                .update();

        assertThat(opportunities.prune(Instant.parse("2027-01-01T00:00:00Z"), 10))
                .isZero();
        opportunities.expire("b");
        assertThat(opportunities.prune(Instant.parse("2027-01-01T00:00:00Z"), 10))
                .isEqualTo(2);
    }

    /** November 30 ends last in UTC-12. */
    @ParameterizedTest
    @CsvSource({"2026-12-01T11:59:59Z, LIVE", "2026-12-01T12:00:00Z, EXPIRED"})
    void dateDeadlineExpiresWhenTheDayEndsEverywhere(Instant now, OpportunityStatus status) {
        database.jdbc()
                .sql("update opportunity set deadline = '2026-11-30' where id = 'a'")
                .update();

        opportunities.expireOverdue(now);

        assertThat(opportunities.find("a").orElseThrow().opportunity().status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-30T22:58:59Z, 0", "2026-11-30T22:59:00Z, 1"})
    void timeDeadlineExpiresAtThatTime(Instant now, int expired) {
        database.jdbc()
                .sql(
                        "update opportunity set deadline = '2026-11-30', deadline_at = '2026-11-30T23:59+01' where id = 'a'")
                .update();

        assertThat(opportunities.expireOverdue(now)).isEqualTo(expired);
    }

    @Test
    void referencedOpportunitiesAreNotPruned() {
        database.jdbc()
                .sql("update opportunity set status = 'expired', status_by = 'deadline' where id <> 'c'")
                .update();
        database.jdbc()
                .sql("insert into users (id, email, account_id) values ('u', 'u@example.test', 'u')")
                .update();
        database.jdbc()
                .sql(
                        "insert into opportunity_feedback (user_id, opportunity_id, kind, occurred_at) values ('u', 'a', 'saved', :now)")
                .param("now", NOW.atOffset(java.time.ZoneOffset.UTC))
                .update();

        assertThat(opportunities.prune(Instant.parse("2026-11-04T00:00:00Z"), 10))
                .isZero();
        database.jdbc()
                .sql("update opportunity set status = 'expired', status_by = 'deadline' where id = 'c'")
                .update();
        assertThat(opportunities.prune(Instant.parse("2026-11-03T23:59:59Z"), 10))
                .isEqualTo(2);
        assertThat(ids(new OpportunityFilter(null, null, null), null, 9)).containsExactly("d", "a");
    }

    private List<String> ids(OpportunityFilter filter, String before, int limit) {
        return opportunities.search(filter, before, limit).stream()
                .map(row -> row.opportunity().id())
                .toList();
    }

    private List<String> duplicates(String id) {
        return opportunities.duplicatesOf(opportunities.find(id).orElseThrow().opportunity()).stream()
                .map(duplicate -> duplicate.opportunity().id())
                .toList();
    }
}
