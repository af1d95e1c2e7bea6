package dev.tidings.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.opportunities.Opportunity;
import dev.tidings.recommender.ranking.LikedWordSimilarity.NearestLiked;
import dev.tidings.recommender.ranking.ReaderProfile.LikedItem;
import dev.tidings.recommender.ranking.ReaderProfile.WeightedItem;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LikedWordSimilarityTest {
    private static final OpportunityIndex CATALOG = OpportunityIndex.of(
            Stream.of("bronze kiln", "bronze glaze", "bronze kiln casting", "dance film", "poetry")
                    .map(LikedWordSimilarityTest::item)
                    .toList(),
            Map.of());

    private final LikedWordSimilarity similarity = new LikedWordSimilarity(CATALOG.termIndex());

    @Test
    void theTwoNearestLikedItemsCount() {
        NearestLiked result =
                similarity.nearest(List.of(liked("bronze glaze"), liked("bronze kiln")), index("bronze kiln casting"));

        assertThat(result.nearest(0)).isGreaterThan(result.second(0)).isLessThan(1);
        assertThat(result.second(0)).isPositive();
    }

    @Test
    void theOrderOfTheLikedItemsDoesNotCount() {
        int item = index("bronze kiln casting");

        NearestLiked first = similarity.nearest(List.of(liked("bronze glaze"), liked("bronze kiln")), item);
        NearestLiked second = similarity.nearest(List.of(liked("bronze kiln"), liked("bronze glaze")), item);

        assertThat(second.nearest(0)).isEqualTo(first.nearest(0));
        assertThat(second.second(0)).isEqualTo(first.second(0));
    }

    @Test
    void onlyTheTenMostRecentLikedItemsCount() {
        List<LikedItem> likes = Stream.concat(
                        IntStream.range(0, 10).mapToObj(i -> liked("dance film")), Stream.of(liked("bronze kiln")))
                .toList();

        assertThat(similarity.nearest(likes, index("bronze kiln")).nearest(0)).isZero();
        assertThat(similarity
                        .nearest(likes.subList(1, 11), index("bronze kiln"))
                        .nearest(0))
                .isCloseTo(1, Offset.offset(1e-5f));
    }

    private static LikedItem liked(String id) {
        Interaction click = new Interaction(id, Interaction.InteractionKind.CLICKED, 0, OpportunityBuilder.MONDAY);
        return new LikedItem(new WeightedItem(index(id), 1), click);
    }

    private static int index(String id) {
        return CATALOG.indexOf(id);
    }

    private static Opportunity item(String words) {
        return OpportunityBuilder.named(words).title("").tags(words.split(" ")).get();
    }
}
