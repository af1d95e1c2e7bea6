package dev.tidings.recommender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.opportunities.CallFactsQueries;
import dev.tidings.recommender.ranking.OpportunityIndex;
import dev.tidings.testing.TestDatabase;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OpportunityIndexCacheTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Instant NOON = Instant.parse("2026-11-16T12:00:00Z");

    private final OpportunityIndexCache cache = new OpportunityIndexCache(
            new OpportunityIndexQueries(
                    database.jdbc(), new CallFactsQueries(database.jdbc()), InstantSource.fixed(NOON)),
            InstantSource.fixed(NOON));

    /** A transaction that began earlier and ended later than another one changes rows with an earlier time. */
    @Test
    void aChangeThatIsOlderThanTheLatestOneRebuildsTheIndex() {
        insert("one", NOON.minusSeconds(300));
        insert("two", NOON.minusSeconds(100));
        OpportunityIndex before = cache.current();
        assertThat(cache.current()).isSameAs(before);

        database.jdbc()
                .sql("update opportunity set title = 'Another', updated_at = :at::timestamptz where id = 'one'")
                .param("at", NOON.minusSeconds(200).toString())
                .update();

        assertThat(cache.current()).isNotSameAs(before);
    }

    private static void insert(String id, Instant at) {
        database.jdbc().sql("""
                        insert into opportunity (id, title, url, source, canonical_url, created_at, updated_at, last_seen_at)
                        values (:id, :id, 'https://x.example/' || :id, 'test', 'https://x.example/' || :id,
                                :at::timestamptz, :at::timestamptz, :at::timestamptz)
                        """).param("id", id).param("at", at.toString()).update();
    }
}
