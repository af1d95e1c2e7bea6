package dev.tidings.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RewardTest {
    private static final Instant SENT = Instant.parse("2026-11-16T07:00:00Z");

    @Test
    void silenceSaysSomethingOnlyAboutLettersThatWereSeen() {
        assertThat(Reward.of(List.of(), SENT, false)).isEmpty();
        assertThat(Reward.of(List.of(), SENT, true)).hasValue(-0.5);
    }

    @Test
    void appliedSaysMoreThanSavedThanClicked() {
        double clicked = says(reaction(Interaction.InteractionKind.CLICKED, 0));
        double saved =
                says(reaction(Interaction.InteractionKind.CLICKED, 0), reaction(Interaction.InteractionKind.SAVED, 0));
        double applied = says(
                reaction(Interaction.InteractionKind.APPLIED, 0), reaction(Interaction.InteractionKind.CLICKED, 0));

        assertThat(clicked).isPositive().isLessThan(saved);
        assertThat(saved).isLessThan(applied);
    }

    @Test
    void dismissedAfterAClickIsDisliked() {
        assertThat(says(
                        reaction(Interaction.InteractionKind.CLICKED, 0),
                        reaction(Interaction.InteractionKind.DISMISSED, 0)))
                .isNegative();
    }

    @Test
    void starsSayWhatTheySay() {
        assertThat(says(reaction(Interaction.InteractionKind.RATED, 5))).isPositive();
        assertThat(says(reaction(Interaction.InteractionKind.RATED, 1))).isNegative();
        assertThat(Reward.of(List.of(reaction(Interaction.InteractionKind.RATED, 3)), SENT, false))
                .isEmpty();
    }

    @Test
    void sevenDaysCountAndNotAMomentMore() {
        Instant last = SENT.plus(Duration.ofDays(7)).minusMillis(1);
        assertThat(Reward.of(List.of(clickedAt(last)), SENT, false)).isPresent();
        assertThat(Reward.of(List.of(clickedAt(last.plusMillis(1))), SENT, false))
                .isEmpty();
        assertThat(Reward.of(List.of(clickedAt(SENT.minusMillis(1))), SENT, false))
                .isEmpty();
    }

    private static double says(Interaction... reactions) {
        return Reward.of(List.of(reactions), SENT, true).orElseThrow();
    }

    private static Interaction reaction(Interaction.InteractionKind kind, int rating) {
        return new Interaction("a", kind, rating, SENT.plusSeconds(60));
    }

    private static Interaction clickedAt(Instant at) {
        return new Interaction("a", Interaction.InteractionKind.CLICKED, 0, at);
    }
}
