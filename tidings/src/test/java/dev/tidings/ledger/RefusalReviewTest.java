package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Mailbox;
import dev.tidings.core.Message;
import dev.tidings.testing.TestApplication;
import dev.tidings.testing.TestMessages;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Rejected;
import dev.tidings.transport.SendOutcome.UnclearRefusal;
import dev.tidings.transport.Transport.HandOverResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which acceptances show that a refusal concerns its letter alone. */
class RefusalReviewTest {
    private static final SendOutcome REFUSED = new UnclearRefusal("550 5.7.1 Your domain is not welcome here");
    private static final SendOutcome ACCEPTED = new Accepted("id", null);

    @RegisterExtension
    static final TestApplication app = new TestApplication();

    private RefusalReview review;

    @BeforeEach
    void newReview() {
        app.transport().withReplayWindow(Duration.ZERO, 25);
        review = new RefusalReview(app.get(EditionReach.class), app.get(OutcomeWriter.class));
    }

    @Test
    void acceptedLetterOfTheSameSenderDecidesARefusal() {
        assertThat(outcome(1, "news@one.example", REFUSED)).isEqualTo(REFUSED);
        outcome(2, "news@one.example", ACCEPTED);
        assertThat(outcome(1, "news@one.example", REFUSED)).isInstanceOf(Rejected.class);
    }

    @Test
    void acceptedLetterOfAnotherSenderDecidesNothing() {
        assertThat(outcome(1, "news@one.example", REFUSED)).isEqualTo(REFUSED);
        outcome(2, "news@two.example", ACCEPTED);
        assertThat(outcome(1, "news@one.example", REFUSED)).isEqualTo(REFUSED);
    }

    @Test
    void stopOfAnotherSenderForgetsNoRefusal() {
        outcome(1, "news@one.example", REFUSED);
        outcome(1, "news@one.example", REFUSED);
        review.review(
                app.transport(),
                List.of(letter(2, "news@two.example")),
                new HandOverResult(List.of(REFUSED), "550 relay not permitted"));
        HandOverResult third = review.review(
                        app.transport(),
                        List.of(letter(1, "news@one.example")),
                        new HandOverResult(List.of(REFUSED), null))
                .answer();
        assertThat(third.stopReason()).contains("refused 3 times");
    }

    @Test
    void severalLettersThatAreDeniedAccessStopAtTheThirdRefusalThoughOthersWereSent() {
        SendOutcome denied = new UnclearRefusal("554 5.7.1 Client host rejected: Access denied", true);
        outcome(1, "news@one.example", ACCEPTED);
        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThat(outcome(2, "news@one.example", denied)).isEqualTo(denied);
            assertThat(outcome(3, "news@one.example", denied)).isEqualTo(denied);
        }
        HandOverResult third = review.review(
                        app.transport(),
                        List.of(letter(2, "news@one.example")),
                        new HandOverResult(List.of(denied), null))
                .answer();
        assertThat(third.stopReason()).contains("denied access").contains("Client host rejected");
        assertThat(third.outcomes()).containsExactly(denied);
    }

    private SendOutcome outcome(long id, String sender, SendOutcome outcome) {
        return review.review(app.transport(), List.of(letter(id, sender)), new HandOverResult(List.of(outcome), null))
                .answer()
                .outcomes()
                .getFirst();
    }

    private static OutgoingLetter letter(long id, String sender) {
        Message message = TestMessages.to("u" + id);
        Delivery delivery = new Delivery(id, "digest", "u" + id, "{}", "v", 0, 0, null, null, null, false);
        return new OutgoingLetter(
                delivery,
                new Message(
                        message.messageId(),
                        new Mailbox("Tidings", new EmailAddress(sender)),
                        null,
                        message.to(),
                        message.subject(),
                        message.html(),
                        message.text(),
                        message.headers()));
    }
}
