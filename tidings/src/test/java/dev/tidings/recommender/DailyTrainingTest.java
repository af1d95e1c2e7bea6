package dev.tidings.recommender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.recommender.ModelVersion.ModelStatus;
import dev.tidings.recommender.ranking.RankingModel;
import dev.tidings.testing.TestDatabase;
import dev.tidings.testkit.SettableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DailyTrainingTest {
    private static final Instant MONDAY = Instant.parse("2026-11-16T07:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** Monday, 03:00 in Berlin, before that week's letters. */
    private static final Instant NEXT_MONDAY = Instant.parse("2026-11-23T02:00:00Z");

    private static final int READERS = 200;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final SettableClock clock = new SettableClock(MONDAY);
    private final ModelVersions versions = new ModelVersions(database.jdbc(), database.transactions(), clock);
    private final DailyTraining training = new DailyTraining(versions, new PickOutcomes(database.jdbc()), clock);
    private final RecommenderAdmin admin =
            new RecommenderAdmin(versions, new PickHistory(database.jdbc(), clock), clock);

    @BeforeEach
    void insertReadersAndOpportunities() {
        database.jdbc()
                .sql(
                        "truncate users, opportunity, pick, opportunity_feedback, recommender_reset, model_version restart identity cascade")
                .update();
        database.jdbc().sql("""
                        insert into users (id, email, account_id)
                        select 'u' || n, 'u' || n || '@example.com', 'a' from generate_series(1, :readers) as n""").param("readers", READERS).update();
        database.jdbc().sql("""
                        insert into opportunity (id, title, url, source, canonical_url, created_at, updated_at,
                            last_seen_at)
                        select 'o' || n, 'Call ' || n, 'https://a.example/' || n, 'test', 'https://a.example/' || n, now(), now(), now()
                        from generate_series(1, 5) as n""").update();
    }

    @Test
    void lettersTrainTheModelAfterTheirOutcomeWindow() {
        sendLetters(MONDAY);
        clickFirstItem(MONDAY.plus(Duration.ofHours(3)));

        clock.set(NEXT_MONDAY.minus(Duration.ofDays(1)));
        assertThat(training.train(BERLIN)).isEmpty();

        clock.set(NEXT_MONDAY);
        ModelVersion trained = training.train(BERLIN).orElseThrow();

        assertThat(trained.status()).isEqualTo(ModelStatus.LIVE);
        assertThat(trained.trainedThrough()).isEqualTo(Instant.parse("2026-11-16T23:00:00Z"));
        assertThat(trained.weights().get("response"))
                .isGreaterThan(RankingModel.prior().weights().get("response"));
        assertThat(trained.evaluation()).containsKeys("live_loss", "candidate_loss", "held_out", "diverged");
        assertThat(trained.note()).startsWith("no worse: log-loss ");
        assertThat(admin.versions())
                .extracting(ModelVersion::status)
                .containsExactly(ModelStatus.LIVE, ModelStatus.RETIRED);
    }

    @Test
    void picksAreUsedForTrainingOnce() {
        sendLetters(MONDAY);
        clickFirstItem(MONDAY.plus(Duration.ofHours(3)));
        clock.set(NEXT_MONDAY);
        training.train(BERLIN);

        clock.advance(Duration.ofDays(1));

        assertThat(training.train(BERLIN)).isEmpty();
        assertThat(admin.versions()).hasSize(2);
    }

    @Test
    void trainingIsDeterministic() {
        sendLetters(MONDAY);
        clickFirstItem(MONDAY.plus(Duration.ofHours(3)));
        clock.set(NEXT_MONDAY);
        ModelVersion firstModel = training.train(BERLIN).orElseThrow();
        database.jdbc()
                .sql("update model_version set status = 'retired' where id = :id")
                .param("id", firstModel.id())
                .update();
        database.jdbc()
                .sql("update model_version set status = 'live' where id < :id")
                .param("id", firstModel.id())
                .update();

        assertThat(training.train(BERLIN).orElseThrow().weights()).isEqualTo(firstModel.weights());
    }

    @Test
    void machineEventsAndUnseenLettersAreIgnored() {
        sendLetters(MONDAY);
        insertFeedback("clicked", "o1", MONDAY.plusSeconds(5), true, null);
        insertFeedback("opened", null, MONDAY.plusSeconds(5), false, null);
        clock.set(NEXT_MONDAY);

        assertThat(training.train(BERLIN)).isEmpty();
    }

    @Test
    void picksBeforeAResetAreIgnored() {
        sendLetters(MONDAY);
        clickFirstItem(MONDAY.plus(Duration.ofHours(3)));
        clock.set(NEXT_MONDAY);
        for (int i = 1; i <= READERS; i++) {
            assertThat(admin.reset("u" + i)).isTrue();
        }

        assertThat(training.train(BERLIN)).isEmpty();
        assertThat(admin.reset("nobody")).isFalse();
    }

    @Test
    void worseCandidateIsRefused() {
        sendLetters(MONDAY);
        clickFirstItem(MONDAY.plus(Duration.ofHours(3)));
        clock.set(NEXT_MONDAY);
        ModelVersion trained = training.train(BERLIN).orElseThrow();
        // Readers in the held-out group behave as before. The others do the opposite.
        sendLetters(NEXT_MONDAY.plus(Duration.ofHours(5)));
        database.jdbc()
                .sql("""
                        insert into opportunity_feedback (user_id, opportunity_id, kind, occurred_at)
                        select user_id, opportunity_id, 'clicked', picked_at + interval '1 hour'
                        from pick
                        where picked_at > :after and (position = 1) = (user_id = any (:held::text[]))""")
                .param("after", NEXT_MONDAY.atOffset(ZoneOffset.UTC))
                .param("held", heldOut("2026-11-16").toArray(String[]::new))
                .update();
        clock.set(NEXT_MONDAY.plus(Duration.ofDays(7)));

        ModelVersion refused = training.train(BERLIN).orElseThrow();

        assertThat(refused.status()).isEqualTo(ModelStatus.REFUSED);
        assertThat(refused.note()).startsWith("worse: log-loss ");
        assertThat(admin.live().id()).isEqualTo(trained.id());
    }

    @Test
    void rollBackRestoresThePreviousVersionWithoutRetraining() {
        sendLetters(MONDAY);
        clickFirstItem(MONDAY.plus(Duration.ofHours(3)));
        clock.set(NEXT_MONDAY);
        ModelVersion trained = training.train(BERLIN).orElseThrow();

        ModelVersion rolledBack = admin.rollBack();

        assertThat(rolledBack.id()).isNotEqualTo(trained.id());
        assertThat(rolledBack.status()).isEqualTo(ModelStatus.LIVE);
        assertThat(rolledBack.trainedThrough()).isEqualTo(trained.trainedThrough());
        assertThat(versions.find(trained.id()).map(ModelVersion::status)).hasValue(ModelStatus.REFUSED);
        assertThat(training.train(BERLIN)).isEmpty();
        assertThatThrownBy(admin::rollBack)
                .isInstanceOf(UnknownModelVersion.class)
                .hasMessage("No version was live before version " + rolledBack.id());
        assertThat(admin.promote(trained.id()).status()).isEqualTo(ModelStatus.LIVE);
        assertThatThrownBy(() -> admin.promote(trained.id()))
                .hasMessage("Version " + trained.id() + " is live already");
        assertThatThrownBy(() -> admin.promote(99)).hasMessage("There is no version 99; see: tidings bot versions");
    }

    @Test
    void explanationListsFeatureContributions() {
        sendLetters(MONDAY);

        List<PickExplanation> explanations = admin.explain("u7");

        assertThat(explanations)
                .extracting(PickExplanation::opportunityId)
                .containsExactly("o1", "o2", "o3", "o4", "o5");
        assertThat(explanations.getFirst().contributions().get("response"))
                .isEqualTo(RankingModel.prior().weights().get("response"));
        assertThat(explanations.getFirst().contributions().get("bias")).isEqualTo(-4);
        assertThat(admin.explain("nobody")).isEmpty();
    }

    @Test
    void qualityCountsLikedItemsByWeekAndVersion() {
        sendLetters(MONDAY);
        clickFirstItem(MONDAY.plus(Duration.ofHours(3)));
        insertFeedback("clicked", "o2", MONDAY.plusSeconds(5), true, null);

        WeeklyPickQuality week = admin.weeklyQuality(8).getFirst();

        assertThat(week.letters()).isEqualTo(READERS);
        assertThat(week.picks()).isEqualTo(READERS * 5L);
        assertThat(week.likedPerLetter()).isEqualTo(1);
        assertThat(week.precision()).isEqualTo(0.2);
        assertThat(week.modelVersion()).isEqualTo(admin.live().id());
        clock.advance(Duration.ofDays(60));
        assertThat(admin.weeklyQuality(8)).isEmpty();
    }

    @Test
    void learnedWeightsIncludeThePrior() {
        assertThat(admin.learnedWeights())
                .hasSameSizeAs(RankingModel.featureNames())
                .allMatch(weight -> weight.prior() == weight.learned());
    }

    /** Inserts five picks per reader. The first has a high popularity feature, the others a low one. */
    private void sendLetters(Instant at) {
        database.jdbc().sql("delete from pick").update();
        String high = features(1);
        String low = features(-1);
        database.jdbc()
                .sql("""
                        insert into pick (user_id, opportunity_id, digest, period_start, position, features, score, exploration,
                                          propensity, model_version_id, picked_at)
                        select 'u' || n, 'o' || i, 'weekly', :week::date, i,
                               case when i = 1 then :high::real[] else :low::real[] end, 0, false, 1, :model, :at
                        from generate_series(1, :readers) as n, generate_series(1, 5) as i""")
                .param("week", at.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(7))
                .param("high", high)
                .param("low", low)
                .param("model", versions.live().version())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("readers", READERS)
                .update();
    }

    private static String features(int response) {
        StringBuilder array = new StringBuilder("{");
        for (String name : RankingModel.featureNames()) {
            array.append(array.length() == 1 ? "" : ",")
                    .append(name.equals("bias") ? 1 : name.equals("response") ? response : 0);
        }
        return array.append('}').toString();
    }

    private void clickFirstItem(Instant at) {
        insertFeedback("clicked", "o1", at, false, null);
    }

    private void insertFeedback(
            String kind, @Nullable String opportunity, Instant at, boolean machine, @Nullable Integer rating) {
        database.jdbc()
                .sql("""
                        insert into opportunity_feedback (user_id, opportunity_id, kind, rating, occurred_at, by_machine)
                        select id, :opportunity, :kind, :rating::smallint, :at, :machine from users""")
                .param("opportunity", opportunity)
                .param("kind", kind)
                .param("rating", rating)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("machine", machine)
                .update();
    }

    /** The readers whose letters of that week are held out for evaluation. */
    private static List<String> heldOut(String week) {
        return IntStream.rangeClosed(1, READERS)
                .mapToObj(n -> "u" + n)
                .filter(user -> {
                    CRC32 hash = new CRC32();
                    hash.update(("weekly/" + week + "/" + user).getBytes(StandardCharsets.UTF_8));
                    return hash.getValue() % 5 == 0;
                })
                .toList();
    }
}
