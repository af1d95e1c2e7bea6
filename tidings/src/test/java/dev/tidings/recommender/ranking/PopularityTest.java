package dev.tidings.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.opportunities.Opportunity;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PopularityTest {
    private static final List<Opportunity> ITEMS = Stream.of("expected", "more", "less", "unseen")
            .map(id -> OpportunityBuilder.named(id).get())
            .toList();

    @Test
    void likesCountAgainstWhatTheRankerExpectedOfTheReaders() {
        Popularity popularity = Popularity.of(
                ITEMS,
                Map.of(
                        "expected", new EngagementCount(100, 20, 20),
                        "more", new EngagementCount(100, 20, 5),
                        "less", new EngagementCount(100, 20, 35)));

        assertThat(popularity.surprise(0)).isZero();
        assertThat(popularity.surprise(1)).isPositive();
        assertThat(popularity.surprise(2)).isNegative();
        assertThat(popularity.surprise(3)).isZero();
        assertThat(popularity.of(1)).isEqualTo(popularity.of(2));
    }

    @Test
    void rankerThatExpectsTooMuchOfEveryItemIsCorrected() {
        Popularity popularity = Popularity.of(
                ITEMS,
                Map.of(
                        "expected", new EngagementCount(100, 10, 40),
                        "more", new EngagementCount(100, 30, 80),
                        "less", new EngagementCount(100, 5, 60)));

        assertThat(popularity.surprise(0)).isZero();
        assertThat(popularity.surprise(1)).isPositive();
        assertThat(popularity.surprise(2)).isNegative();
    }

    @Test
    void oneLikeSaysLessThanMany() {
        Popularity popularity = Popularity.of(
                ITEMS,
                Map.of(
                        "expected", new EngagementCount(400, 17, 34),
                        "more", new EngagementCount(10, 1, 0.5),
                        "less", new EngagementCount(100, 20, 10)));

        assertThat(popularity.surprise(1)).isPositive().isLessThan(popularity.surprise(2));
    }
}
