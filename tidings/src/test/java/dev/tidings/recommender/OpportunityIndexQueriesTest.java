package dev.tidings.recommender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidings.opportunities.CallFactsQueries;
import dev.tidings.recommender.ranking.EngagementCount;
import dev.tidings.testing.TestDatabase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OpportunityIndexQueriesTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Instant NOON = Instant.parse("2026-11-16T12:00:00Z");
    private static final double LOG_ODDS_OF_THREE_QUARTERS = Math.log(3);

    @Test
    void lettersWithAnActionCountWithWhatTheRankerExpectedOfThem() {
        ModelVersions versions = new ModelVersions(database.jdbc(), database.transactions(), InstantSource.fixed(NOON));
        long model = versions.live().version();
        database.jdbc().sql("""
                        insert into opportunity (id, title, url, source, canonical_url, created_at, updated_at, last_seen_at)
                        select id, id, 'https://x.example/' || id, 'test', 'https://x.example/' || id, now(), now(), now()
                        from unnest(array['one', 'two']) as id""").update();
        database.jdbc().sql("""
                        insert into users (id, email, account_id)
                        select id, id || '@example.com', 'a' from unnest(array['ada', 'bo', 'cy']) as id""").update();
        pick(model, "ada", "one", 1, 0);
        pick(model, "ada", "two", 2, LOG_ODDS_OF_THREE_QUARTERS);
        pick(model, "bo", "two", 1, 0);
        pick(model, "cy", "one", 1, -30_000);
        pick(model, "cy", "two", 2, 0);
        click("ada", "one");
        click("cy", "two");

        Map<String, EngagementCount> engagement = new OpportunityIndexQueries(
                        database.jdbc(), new CallFactsQueries(database.jdbc()), InstantSource.fixed(NOON))
                .engagement();

        assertThat(engagement).hasSize(2);
        assertThat(engagement.get("one").shown()).isEqualTo(2);
        assertThat(engagement.get("one").liked()).isEqualTo(1);
        assertThat(engagement.get("one").expected()).isCloseTo(0.5, within(1e-6));
        assertThat(engagement.get("two").shown()).isEqualTo(2);
        assertThat(engagement.get("two").expected()).isCloseTo(1.25, within(1e-6));
    }

    private static void pick(long model, String user, String opportunity, int position, double score) {
        database.jdbc()
                .sql("""
                        insert into pick (user_id, opportunity_id, digest, period_start, position, features, score, exploration,
                                          propensity, model_version_id, picked_at)
                        values (:user, :opportunity, 'weekly', '2026-11-09', :position, '{}', :score, false, 1, :model, now())""")
                .param("user", user)
                .param("opportunity", opportunity)
                .param("position", position)
                .param("score", score)
                .param("model", model)
                .update();
    }

    private static void click(String user, String opportunity) {
        database.jdbc()
                .sql("""
                        insert into opportunity_feedback (user_id, opportunity_id, kind, occurred_at)
                        values (:user, :opportunity, 'clicked', now())""")
                .param("user", user)
                .param("opportunity", opportunity)
                .update();
    }
}
