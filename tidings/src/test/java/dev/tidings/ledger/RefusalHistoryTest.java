package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.EmailAddress;
import dev.tidings.ledger.RefusalHistory.RefusalRun;
import org.junit.jupiter.api.Test;

class RefusalHistoryTest {
    private static final EmailAddress ANN = new EmailAddress("ann@a.example");

    private final RefusalHistory history = new RefusalHistory();

    @Test
    void refusalsAreEqualWhateverAddressHostAndNumberTheyName() {
        assertThat(
                        RefusalHistory.pattern(
                                "The mail server refused the recipient: 550 5.7.1 [address]: blocked by mx1.example (S3140) [10.0.0.1]"))
                .isEqualTo(
                        RefusalHistory.pattern(
                                "The mail server refused the recipient: 550 5.7.1 [address]: blocked by mx22.example (S3150) 10.0.0.2."))
                .isEqualTo("the mail server refused the recipient 550 5.7.1 address blocked by");
    }

    @Test
    void refusalsWithOtherCodesStagesOrWordsAreNotEqual() {
        assertThat(RefusalHistory.pattern("refused the recipient: 550 5.7.1 no"))
                .isNotEqualTo(RefusalHistory.pattern("refused the recipient: 550 5.7.2 no"))
                .isNotEqualTo(RefusalHistory.pattern("refused the recipient: 554 5.7.1 no"))
                .isNotEqualTo(RefusalHistory.pattern("refused the letter: 550 5.7.1 no"))
                .isNotEqualTo(RefusalHistory.pattern("refused the recipient: 550 5.7.1 never"));
    }

    @Test
    void anAcceptanceEndsARunAndTellsThatOthersAreTaken() {
        history.refused(1, ANN, "no", false);
        RefusalRun run = history.refused(2, new EmailAddress("bob@b.example"), "no", false)
                .words();
        assertThat(run.letters()).containsExactlyInAnyOrder(1L, 2L);
        assertThat(run.domains()).containsExactlyInAnyOrder("a.example", "b.example");
        assertThat(history.othersAcceptedSince(1)).isFalse();

        history.accepted(3, ANN);

        assertThat(history.othersAcceptedSince(1)).isTrue();
        assertThat(history.refused(4, ANN, "no", false).words().letters()).containsExactly(4L);
        assertThat(history.othersAcceptedSince(4)).isFalse();
    }

    @Test
    void aStopForgetsWhatWasRefusedBefore() {
        history.refused(1, ANN, "no", false);
        history.refused(1, ANN, "no", false);
        assertThat(history.timesRefused(1)).isEqualTo(2);
        history.clear();
        history.accepted(2, ANN);
        assertThat(history.timesRefused(1)).isZero();
        assertThat(history.othersAcceptedSince(1)).isFalse();
    }

    @Test
    void aDomainHasLostItsUsersAtTheTwentiethUnknownPersonInARow() {
        for (int i = 0; i < 19; i++) {
            history.unknownPerson(new EmailAddress("u" + i + "@a.example"));
            history.unknownPerson(new EmailAddress("u" + i + "@a.example"));
        }
        assertThat(history.hasLostUsers("a.example")).isFalse();
        history.unknownPerson(ANN);
        assertThat(history.hasLostUsers("a.example")).isTrue();
        assertThat(history.hasLostUsers("b.example")).isFalse();
        assertThat(history.unknownPeople("a.example")).hasSize(20).contains(ANN);

        history.accepted(1, ANN);
        assertThat(history.hasLostUsers("a.example")).isFalse();
    }
}
