package dev.tidings.recommender;

import dev.tidings.database.EnumColumn;
import dev.tidings.database.Timestamps;
import dev.tidings.recommender.ModelVersion.ModelStatus;
import dev.tidings.recommender.ranking.RankingModel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Repository of table {@code model_version}. One version is live. */
@Repository
public class ModelVersions {
    private static final TypeReference<Map<String, Object>> JSON_OBJECT = new TypeReference<>() {};

    private static final Logger log = LoggerFactory.getLogger(ModelVersions.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final InstantSource clock;
    private final JsonMapper json = new JsonMapper();

    ModelVersions(JdbcClient jdbc, TransactionTemplate transactions, InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The version for new editions. Creates the untrained prior if there is none. */
    VersionedModel live() {
        return findLive().orElseGet(() -> {
            addPrior();
            return findLive().orElseThrow();
        });
    }

    /** @throws IllegalStateException if the version was pruned */
    VersionedModel require(long version) {
        return jdbc.sql("select id, state::text as state from model_version where id = :id")
                .param("id", version)
                .query((row, number) -> new VersionedModel(row.getLong("id"), model(row.getString("state"))))
                .optional()
                .orElseThrow(() -> new IllegalStateException("There is no version " + version + " of the model"));
    }

    /** Newest first. */
    List<ModelVersion> newest(int limit) {
        live();
        return jdbc.sql("""
                        select id, status, state::text as state, example_count, training_cutoff_at,
                            evaluation::text as evaluation, note, created_at, promoted_at
                        from model_version
                        order by id desc
                        limit :limit""")
                .param("limit", limit)
                .query((row, number) -> version(row))
                .list();
    }

    Optional<ModelVersion> find(long id) {
        return jdbc.sql("""
                        select id, status, state::text as state, example_count, training_cutoff_at,
                            evaluation::text as evaluation, note, created_at, promoted_at
                        from model_version
                        where id = :id""")
                .param("id", id)
                .query((row, number) -> version(row))
                .optional();
    }

    /** Stores a candidate. */
    long add(RankingModel model, Instant trainedThrough, Map<String, Object> evaluation) {
        return jdbc.sql("""
                        insert into model_version (status, state, example_count, training_cutoff_at, evaluation, created_at)
                        values ('candidate', :state::jsonb, :examples, :through, :evaluation::jsonb, :now)
                        returning id""")
                .param("state", json.writeValueAsString(model.state()))
                .param("examples", model.examples())
                .param("through", Timestamps.toParameter(trainedThrough))
                .param("evaluation", json.writeValueAsString(evaluation))
                .param("now", Timestamps.toParameter(clock.instant()))
                .query(Long.class)
                .single();
    }

    void refuse(long id, String note) {
        jdbc.sql("update model_version set status = 'refused', note = :note where id = :id and status = 'candidate'")
                .param("id", id)
                .param("note", note)
                .update();
    }

    /**
     * Replaces the live version.
     *
     * @param current the version that the caller believes is live
     * @return false if another version is live
     */
    boolean promote(long id, long current, String note) {
        return id != current
                && Boolean.TRUE.equals(
                        transactions.execute(status -> retire(current, ModelStatus.RETIRED) && goLive(id, note)));
    }

    /**
     * Replaces the live version by the one that was live before. The training data of the rolled-back version is not
     * used again.
     *
     * @return the new live version; empty if there is no earlier one
     */
    Optional<Long> rollBack() {
        VersionedModel live = live();
        return transactions.execute(status -> previous(live.version())
                .filter(previous -> retire(live.version(), ModelStatus.REFUSED))
                .filter(previous -> goLive(previous, "rolled back from version " + live.version()))
                .map(previous -> advanceTrainedThrough(previous, live.version())));
    }

    /** The version that {@link #rollBack} makes live. */
    Optional<Long> previous(long live) {
        return jdbc.sql("""
                        select id from model_version
                        where status = 'retired' and promoted_at is not null and id <> :live
                        order by promoted_at desc, id desc
                        limit 1""").param("live", live).query(Long.class).optional();
    }

    private boolean retire(long id, ModelStatus status) {
        return jdbc.sql("update model_version set status = :status where id = :id and status = 'live'")
                        .param("id", id)
                        .param("status", status.name().toLowerCase(Locale.ROOT))
                        .update()
                == 1;
    }

    private boolean goLive(long id, String note) {
        return jdbc.sql("""
                        update model_version set status = 'live', note = :note, promoted_at = :now
                        where id = :id and status <> 'live'""")
                        .param("id", id)
                        .param("note", note)
                        .param("now", Timestamps.toParameter(clock.instant()))
                        .update()
                == 1;
    }

    private long advanceTrainedThrough(long id, long rolledBack) {
        jdbc.sql("""
                update model_version
                set training_cutoff_at = greatest(
                    training_cutoff_at, (select training_cutoff_at from model_version where id = :rolledBack))
                where id = :id""").param("id", id).param("rolledBack", rolledBack).update();
        return id;
    }

    private Optional<VersionedModel> findLive() {
        return jdbc.sql("select id, state::text as state from model_version where status = 'live'")
                .query((row, number) -> new VersionedModel(row.getLong("id"), model(row.getString("state"))))
                .optional();
    }

    private void addPrior() {
        jdbc.sql("""
                insert into model_version (status, state, example_count, note, created_at, promoted_at)
                values ('live', :state::jsonb, 0, 'untrained prior', :now, :now)
                on conflict (status) where status = 'live' do nothing""")
                .param("state", json.writeValueAsString(RankingModel.prior().state()))
                .param("now", Timestamps.toParameter(clock.instant()))
                .update();
    }

    private ModelVersion version(ResultSet row) throws SQLException {
        String evaluation = row.getString("evaluation");
        return new ModelVersion(
                row.getLong("id"),
                EnumColumn.read(row, "status", ModelStatus.REFUSED),
                row.getLong("example_count"),
                Timestamps.readNullable(row, "training_cutoff_at"),
                evaluation == null ? Map.of() : json.readValue(evaluation, JSON_OBJECT),
                row.getString("note"),
                Objects.requireNonNull(Timestamps.readNullable(row, "created_at")),
                Timestamps.readNullable(row, "promoted_at"),
                weights(row));
    }

    /** Empty, with a line in the log, if another release wrote the state: the version stays in the list. */
    private Map<String, Double> weights(ResultSet row) throws SQLException {
        try {
            return model(row.getString("state")).weights();
        } catch (IllegalArgumentException | ClassCastException | JacksonException e) {
            log.warn("model version {} cannot be read: {}", row.getLong("id"), e.toString());
            return Map.of();
        }
    }

    private RankingModel model(String state) {
        return RankingModel.of(json.readValue(state, JSON_OBJECT));
    }
}
