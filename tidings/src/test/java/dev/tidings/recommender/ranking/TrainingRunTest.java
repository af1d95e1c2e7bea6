package dev.tidings.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.recommender.ranking.ShadowEvaluation.PromotionDecision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingRunTest {

    @Test
    void modelTrainedOnConsistentExamplesIsPromoted() {
        TrainingRun run = new TrainingRun(RankingModel.prior());
        run.train(examples(3000, Feature.RESPONSE, 1));

        assertThat(run.evaluate().decision()).isEqualTo(PromotionDecision.PROMOTE);
        assertThat(run.candidate().weights().get("response")).isGreaterThan(1.5);
        assertThat(run.candidate().examples()).isBetween(2000L, 3000L);
        assertThat(run.exampleCount()).isEqualTo(3000);
    }

    @Test
    void worseCandidateIsRefused() {
        RankingModel live = RankingModel.prior();
        List<TrainingExample> heldOut = examples(400, Feature.RESPONSE, 1);
        TrainingResult misled = Trainer.train(live, examples(3000, Feature.RESPONSE, -1));

        assertThat(ShadowEvaluation.of(live, misled.model(), heldOut, false).decision())
                .isEqualTo(PromotionDecision.REFUSE);
    }

    @Test
    void tooFewHeldOutExamplesGiveNoDecision() {
        TrainingRun run = new TrainingRun(RankingModel.prior());
        run.train(examples(20, Feature.RESPONSE, 1));

        assertThat(run.evaluate().decision()).isEqualTo(PromotionDecision.TOO_FEW);
    }

    @Test
    void trainingIsDeterministic() {
        TrainingRun first = new TrainingRun(RankingModel.prior());
        TrainingRun second = new TrainingRun(RankingModel.prior());
        first.train(examples(500, Feature.DECLARED, 1));
        second.train(examples(500, Feature.DECLARED, 1));

        assertThat(first.candidate().state()).isEqualTo(second.candidate().state());
    }

    @ParameterizedTest
    @ValueSource(floats = {1, 100, 1e6f, 1e30f})
    void extremeExamplesDoNotMakeTheModelDiverge(float size) {
        RankingModel model = RankingModel.prior();
        for (int seed = 0; seed < 20; seed++) {
            List<TrainingExample> examples = new ArrayList<>();
            Random random = new Random(seed);
            for (int i = 0; i < 50; i++) {
                float[] features = new float[Feature.COUNT];
                for (int k = 0; k < features.length; k++) {
                    features[k] = (random.nextFloat() - 0.5f) * size;
                }
                // The classes are separable. Without a prior, the weights would grow without bound.
                examples.add(new TrainingExample(FeatureVector.of(features), features[1] > 0, 1000, "g" + i));
            }
            model = Trainer.train(model, examples).model();
        }
        assertThat(model.weights().values()).allMatch(weight -> Double.isFinite(weight) && Math.abs(weight) < 100);
    }

    @Test
    void stateSurvivesSerialization() {
        RankingModel model = Trainer.train(RankingModel.prior(), examples(300, Feature.DECLARED, 1))
                .model();

        assertThat(RankingModel.of(model.state()).state()).isEqualTo(model.state());
    }

    @Test
    void featuresOfAnotherReleaseAreMatchedByName() {
        Map<String, Object> state = new HashMap<>();
        state.put("features", List.of("gone", "age"));
        state.put("weights", List.of(7.0, -0.9));
        state.put("precision", List.of(List.of(1.0, 0.5), List.of(0.5, 3.0)));
        state.put("examples", 12);

        RankingModel model = RankingModel.of(state);

        assertThat(model.weights().get("age")).isEqualTo(-0.9);
        assertThat(model.weights().get("declared")).isEqualTo(Feature.DECLARED.prior());
        assertThat(model.weights()).doesNotContainKey("gone");
        assertThat(model.examples()).isEqualTo(12);
    }

    @Test
    void invalidStateIsRejected() {
        assertThatThrownBy(() -> RankingModel.of(Map.of("weights", List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A model's state has no list features");
    }

    /** @param sign 1 if a high value of the feature makes a reader like the item, -1 if a low one does */
    private static List<TrainingExample> examples(int count, Feature feature, int sign) {
        Random random = new Random(1);
        List<TrainingExample> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] features = new float[Feature.COUNT];
            features[Feature.BIAS.index()] = 1;
            features[feature.index()] = random.nextFloat() * 2 - 1;
            double probability = 1 / (1 + Math.exp(-4 * sign * features[feature.index()]));
            examples.add(new TrainingExample(
                    FeatureVector.of(features), random.nextDouble() < probability, 1, "letter " + i));
        }
        return examples;
    }
}
