package dev.tidings.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.recommender.ranking.Interaction.InteractionKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RewardTest {
    private static final Instant SENT = Instant.parse("2026-11-16T07:00:00Z");

    @Test
    void ignoredItemIsNegativeOnlyInSeenLetter() {
        assertThat(Reward.of(List.of(), SENT, false)).isEmpty();
        assertThat(Reward.of(List.of(), SENT, true)).hasValue(-0.5);
    }

    @Test
    void rewardRisesFromClickedToSavedToApplied() {
        double clicked = reward(interaction(InteractionKind.CLICKED, 0));
        double saved = reward(interaction(InteractionKind.CLICKED, 0), interaction(InteractionKind.SAVED, 0));
        double applied = reward(interaction(InteractionKind.APPLIED, 0), interaction(InteractionKind.CLICKED, 0));

        assertThat(clicked).isPositive().isLessThan(saved);
        assertThat(saved).isLessThan(applied);
    }

    @Test
    void dismissalOutweighsClick() {
        assertThat(reward(interaction(InteractionKind.CLICKED, 0), interaction(InteractionKind.DISMISSED, 0)))
                .isNegative();
    }

    @Test
    void ratingIsPositiveNegativeOrNeutral() {
        assertThat(reward(interaction(InteractionKind.RATED, 5))).isPositive();
        assertThat(reward(interaction(InteractionKind.RATED, 1))).isNegative();
        assertThat(Reward.of(List.of(interaction(InteractionKind.RATED, 3)), SENT, false))
                .isEmpty();
    }

    @Test
    void interactionsCountForSevenDays() {
        Instant lastInstant = SENT.plus(Duration.ofDays(7)).minusMillis(1);
        assertThat(Reward.of(List.of(clickedAt(lastInstant)), SENT, false)).isPresent();
        assertThat(Reward.of(List.of(clickedAt(lastInstant.plusMillis(1))), SENT, false))
                .isEmpty();
        assertThat(Reward.of(List.of(clickedAt(SENT.minusMillis(1))), SENT, false))
                .isEmpty();
    }

    private static double reward(Interaction... interactions) {
        return Reward.of(List.of(interactions), SENT, true).orElseThrow();
    }

    private static Interaction interaction(InteractionKind kind, int rating) {
        return new Interaction("a", kind, rating, SENT.plusSeconds(60));
    }

    private static Interaction clickedAt(Instant at) {
        return new Interaction("a", InteractionKind.CLICKED, 0, at);
    }
}
