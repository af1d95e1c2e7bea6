package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.TestMessages;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.UnclearRefusal;
import dev.tidings.transport.Transport.HandOverResult;
import dev.tidings.transport.Transport.RetryMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchOutcomesTest {
    private static final Instant NOW = Instant.parse("2026-05-11T14:00:00Z");

    private static BatchOutcomes outcomes(@Nullable Instant firstTriedAt, SendOutcome... outcomes) {
        return outcomes(firstTriedAt, new HandOverResult(List.of(outcomes), null));
    }

    private static BatchOutcomes outcomes(@Nullable Instant firstTriedAt, HandOverResult answer) {
        List<OutgoingLetter> batch = new ArrayList<>();
        for (int i = 0; i < answer.outcomes().size(); i++) {
            Delivery letter = new Delivery(i, "digest", "u" + i, "{}", "v", 0, 0, NOW, firstTriedAt, null, false);
            batch.add(new OutgoingLetter(letter, TestMessages.to("u" + i)));
        }
        return BatchOutcomes.of("key", batch, answer, RetryMode.ANY_BATCH, DeliveryBackoff.STANDARD, NOW);
    }

    @Test
    void lettersNotStartedAreDueAtOnceAndDeferredLettersLater() {
        BatchOutcomes outcomes =
                outcomes(null, new Accepted(null, null), new Deferred("451 later", null), Deferred.NOT_STARTED);

        assertThat(outcomes.settlements()).hasSize(1);
        assertThat(outcomes.deferrals(true)).extracting(Deferral::id).containsExactly(2L);
        assertThat(outcomes.deferrals(false)).extracting(Deferral::id).containsExactly(1L);
        assertThat(outcomes.retryDelay()).isGreaterThanOrEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void lettersNotStartedDoNotShortenADelayRequestedByTheServer() {
        assertThat(outcomes(null, new Deferred("451", Duration.ofMinutes(2)), Deferred.NOT_STARTED)
                        .retryDelay())
                .isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void aStopGivesNoLetterUp() {
        Instant longAgo = NOW.minus(Duration.ofHours(25));
        List<SendOutcome> refused = List.of(new Deferred("550 relay not permitted", null));

        assertThat(outcomes(longAgo, new HandOverResult(refused, "550 relay not permitted"))
                        .deferrals(false))
                .hasSize(1);
        assertThat(outcomes(longAgo, new HandOverResult(refused, null)).settlements())
                .hasSize(1);
    }

    @Test
    void anUnclearRefusalIsOwedWithoutItsKeyHoweverLongItWasTried() {
        BatchOutcomes outcomes = outcomes(NOW.minus(Duration.ofHours(25)), new UnclearRefusal("554 no"));

        assertThat(outcomes.deferrals(false)).containsExactly(new Deferral(0, 1, "554 no", null, null, false, false));
    }

    @Test
    void lettersNotStartedAreNotGivenUp() {
        Instant longAgo = NOW.minus(Duration.ofHours(25));
        BatchOutcomes outcomes = outcomes(longAgo, new Deferred("451 later", null), Deferred.NOT_STARTED);

        assertThat(outcomes.settlements()).extracting(Settlement::error).containsExactly("given up: 451 later");
        assertThat(outcomes.deferrals()).extracting(Deferral::id).containsExactly(1L);
    }
}
