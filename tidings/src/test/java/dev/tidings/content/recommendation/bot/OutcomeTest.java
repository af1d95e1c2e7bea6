package dev.tidings.content.recommendation.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final Instant SENT = Instant.parse("2026-11-16T07:00:00Z");

    @Test
    void silenceSaysSomethingOnlyAboutLettersThatWereSeen() {
        assertThat(Outcome.of(List.of(), SENT, false)).isEmpty();
        assertThat(Outcome.of(List.of(), SENT, true)).hasValue(-0.5);
    }

    @Test
    void appliedSaysMoreThanSavedThanClicked() {
        double clicked = says(reaction(Reaction.Kind.CLICKED, 0));
        double saved = says(reaction(Reaction.Kind.CLICKED, 0), reaction(Reaction.Kind.SAVED, 0));
        double applied = says(reaction(Reaction.Kind.APPLIED, 0), reaction(Reaction.Kind.CLICKED, 0));

        assertThat(clicked).isPositive().isLessThan(saved);
        assertThat(saved).isLessThan(applied);
    }

    @Test
    void dismissedAfterAClickIsDisliked() {
        assertThat(says(reaction(Reaction.Kind.CLICKED, 0), reaction(Reaction.Kind.DISMISSED, 0)))
                .isNegative();
    }

    @Test
    void starsSayWhatTheySay() {
        assertThat(says(reaction(Reaction.Kind.RATED, 5))).isPositive();
        assertThat(says(reaction(Reaction.Kind.RATED, 1))).isNegative();
        assertThat(Outcome.of(List.of(reaction(Reaction.Kind.RATED, 3)), SENT, false))
                .isEmpty();
    }

    @Test
    void sevenDaysCountAndNotAMomentMore() {
        Instant last = SENT.plus(Duration.ofDays(7)).minusMillis(1);
        assertThat(Outcome.of(List.of(clickedAt(last)), SENT, false)).isPresent();
        assertThat(Outcome.of(List.of(clickedAt(last.plusMillis(1))), SENT, false))
                .isEmpty();
        assertThat(Outcome.of(List.of(clickedAt(SENT.minusMillis(1))), SENT, false))
                .isEmpty();
    }

    private static double says(Reaction... reactions) {
        return Outcome.of(List.of(reactions), SENT, true).orElseThrow();
    }

    private static Reaction reaction(Reaction.Kind kind, int rating) {
        return new Reaction("a", kind, rating, SENT.plusSeconds(60));
    }

    private static Reaction clickedAt(Instant at) {
        return new Reaction("a", Reaction.Kind.CLICKED, 0, at);
    }
}
