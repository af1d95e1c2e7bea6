package dev.tidings.recommender;

import dev.tidings.content.ContentRequest;
import dev.tidings.database.Timestamps;
import dev.tidings.recommender.ranking.FeatureVector;
import dev.tidings.recommender.ranking.Pick;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Repository of table {@code pick}. An opportunity is picked for a reader at most once. */
@Repository
class Picks {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    Picks(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Runs in the caller's transaction.
     *
     * @param picks by user id, in the letter's order
     * @param reasons turns reasons into the letter's words
     * @throws org.springframework.dao.DuplicateKeyException if another letter gave a user one of the picks meanwhile
     */
    void add(ContentRequest request, long modelVersion, Map<String, List<Pick>> picks, PickReasonText reasons) {
        PickColumns columns = new PickColumns(picks, reasons);
        if (columns.users.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into pick (user_id, opportunity_id, digest, period_start, position, features, score, reason, exploration,
                                  propensity, model_version_id, picked_at)
                select p.user_id, p.opportunity_id, :digest, :start, p.position, p.features::real[], p.score, p.reason,
                       p.exploration, p.propensity, :model, :now
                from unnest(:users::text[], :opportunities::text[], :positions::smallint[], :features::text[], :scores::real[],
                            :reasons::text[], :explorations::boolean[], :propensities::real[])
                    as p (user_id, opportunity_id, position, features, score, reason, exploration, propensity)
                order by p.user_id, p.opportunity_id""")
                .param("digest", request.digest().name())
                .param("start", request.period().start())
                .param("model", modelVersion)
                .param("now", Timestamps.toParameter(clock.instant()))
                .param("users", columns.users.toArray(String[]::new))
                .param("opportunities", columns.opportunities.toArray(String[]::new))
                .param("positions", columns.positions.toArray(Integer[]::new))
                .param("features", columns.features.toArray(String[]::new))
                .param("scores", columns.scores.toArray(Double[]::new))
                .param("reasons", columns.reasons.toArray(String[]::new))
                .param("explorations", columns.explorations.toArray(Boolean[]::new))
                .param("propensities", columns.propensities.toArray(Double[]::new))
                .update();
    }

    /** Inserts the items of these letters into {@code opportunity_feedback} as sent. */
    void recordSent(Collection<Long> letterIds) {
        jdbc.sql("""
                insert into opportunity_feedback (user_id, opportunity_id, kind, occurred_at, letter_id)
                select p.user_id, p.opportunity_id, 'sent', l.sent_at, l.id
                from digest_log l
                join pick p on p.user_id = l.user_id and p.digest = l.digest and p.period_start = l.period_start
                where l.id = any (:letters::bigint[]) and l.kind = 'regular' and l.status = 'sent'
                on conflict do nothing""").param("letters", letterIds.toArray(Long[]::new)).update();
    }

    /** Picks as column arrays for {@code unnest}. */
    private static final class PickColumns {
        final List<String> users = new ArrayList<>();
        final List<String> opportunities = new ArrayList<>();
        final List<Integer> positions = new ArrayList<>();
        final List<String> features = new ArrayList<>();
        final List<Double> scores = new ArrayList<>();
        final List<String> reasons = new ArrayList<>();
        final List<Boolean> explorations = new ArrayList<>();
        final List<Double> propensities = new ArrayList<>();

        private final PickReasonText texts;

        PickColumns(Map<String, List<Pick>> picks, PickReasonText texts) {
            this.texts = texts;
            picks.forEach((user, ofUser) -> {
                for (int i = 0; i < ofUser.size(); i++) {
                    add(user, i + 1, ofUser.get(i));
                }
            });
        }

        private void add(String user, int position, Pick pick) {
            users.add(user);
            opportunities.add(pick.opportunity().id());
            positions.add(position);
            features.add(array(pick.features()));
            scores.add(pick.score());
            reasons.add(texts.of(pick.reason()));
            explorations.add(pick.exploration());
            propensities.add(pick.propensity());
        }

        private static String array(FeatureVector features) {
            StringBuilder text = new StringBuilder("{");
            for (float feature : features.toArray()) {
                text.append(text.length() == 1 ? "" : ",").append(feature);
            }
            return text.append('}').toString();
        }
    }
}
