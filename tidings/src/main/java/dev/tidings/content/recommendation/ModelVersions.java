package dev.tidings.content.recommendation;

import dev.tidings.content.recommendation.bot.Model;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code model_version}: states of the learned ranker, one of them live. */
@Repository
public class ModelVersions {
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final JsonMapper json = new JsonMapper();

    ModelVersions(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The version that new editions pick with; where nothing was learned yet, the first one, of what is believed before. */
    NumberedModel live() {
        return findLive().orElseGet(() -> {
            addPrior();
            return findLive().orElseThrow();
        });
    }

    /** @throws IllegalStateException if it was pruned */
    NumberedModel require(long version) {
        return jdbc.sql("select id, state::text as state from model_version where id = :id")
                .param("id", version)
                .query((row, number) -> new NumberedModel(row.getLong("id"), model(row.getString("state"))))
                .optional()
                .orElseThrow(() -> new IllegalStateException("There is no version " + version + " of the model"));
    }

    private Optional<NumberedModel> findLive() {
        return jdbc.sql("select id, state::text as state from model_version where status = 'live'")
                .query((row, number) -> new NumberedModel(row.getLong("id"), model(row.getString("state"))))
                .optional();
    }

    private void addPrior() {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.sql("""
                insert into model_version (status, state, examples, note, created_at, promoted_at)
                values ('live', :state::jsonb, 0, 'before anything was learned', :now, :now)
                on conflict (status) where status = 'live' do nothing""")
                .param("state", json.writeValueAsString(Model.prior().state()))
                .param("now", now)
                .update();
    }

    private Model model(String state) {
        return Model.of(json.readValue(state, new TypeReference<Map<String, Object>>() {}));
    }
}
