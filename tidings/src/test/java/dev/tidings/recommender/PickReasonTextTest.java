package dev.tidings.recommender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.recommender.ranking.Interaction.InteractionKind;
import dev.tidings.recommender.ranking.PickReason;
import dev.tidings.recommender.ranking.PickReason.CareerStageMatch;
import dev.tidings.recommender.ranking.PickReason.InReadersLocation;
import dev.tidings.recommender.ranking.PickReason.InterestMatch;
import dev.tidings.recommender.ranking.PickReason.LikedByOthers;
import dev.tidings.recommender.ranking.PickReason.NewItem;
import dev.tidings.recommender.ranking.PickReason.SimilarItem;
import dev.tidings.recommender.ranking.PickReason.UnfamiliarTopic;
import dev.tidings.text.MessageCatalog;
import java.util.List;
import org.junit.jupiter.api.Test;

class PickReasonTextTest {
    private final PickReasonText texts = new PickReasonText(MessageCatalog.english());

    @Test
    void knownInterestsAreNamed() {
        assertSentence(interests(List.of("clay")), "Because you like clay");
        assertSentence(interests(List.of("clay", "stone")), "Because you like clay and stone");
        assertSentence(new InterestMatch(List.of(), "residency", null), "Because you like residencies");
        assertSentence(new InterestMatch(List.of("clay"), "open call", null), "Because you like clay open calls");
        assertSentence(
                new InterestMatch(List.of("clay", "stone"), "grants", "Berlin"),
                "Because you like clay and stone grants in Berlin");
        assertSentence(new InterestMatch(List.of("clay"), null, "Berlin"), "Because you like clay in Berlin");
    }

    @Test
    void similarItemIsNamedWithWhatTheReaderDid() {
        assertSentence(new SimilarItem(InteractionKind.SAVED, "Kiln"), "Because you saved “Kiln”");
        assertSentence(new SimilarItem(InteractionKind.APPLIED, "Kiln"), "Because you applied for “Kiln”");
        assertSentence(new SimilarItem(InteractionKind.RATED, "Kiln"), "Because you liked “Kiln”");
        assertSentence(new SimilarItem(InteractionKind.CLICKED, "Kiln"), "Because you looked at “Kiln”");
    }

    @Test
    void otherReasonsHaveSentences() {
        assertSentence(new LikedByOthers(), "Because other readers liked it");
        assertSentence(new InReadersLocation("Berlin"), "Because it is in Berlin");
        assertSentence(new CareerStageMatch("emerging"), "Because it names your career stage, emerging");
        assertSentence(new NewItem(), "Because it is new");
        assertSentence(new UnfamiliarTopic(null), "Something new to you");
        assertSentence(new UnfamiliarTopic("clay"), "Something new to you: clay");
    }

    private static InterestMatch interests(List<String> words) {
        return new InterestMatch(words, null, null);
    }

    private void assertSentence(PickReason reason, String sentence) {
        assertThat(texts.of(reason)).isEqualTo(sentence);
    }
}
