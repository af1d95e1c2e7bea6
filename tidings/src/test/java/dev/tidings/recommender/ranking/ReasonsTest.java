package dev.tidings.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.opportunities.Opportunity;
import dev.tidings.recommender.ranking.Interaction.InteractionKind;
import dev.tidings.recommender.ranking.PickReason.CareerStageMatch;
import dev.tidings.recommender.ranking.PickReason.InReadersLocation;
import dev.tidings.recommender.ranking.PickReason.InterestMatch;
import dev.tidings.recommender.ranking.PickReason.LikedByOthers;
import dev.tidings.recommender.ranking.PickReason.NewItem;
import dev.tidings.recommender.ranking.PickReason.UnfamiliarTopic;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Why one opportunity is picked, among others that nobody declared. */
class ReasonsTest {
    private static final SendContext LETTER = new SendContext("weekly/2026-11-16", OpportunityBuilder.MONDAY);
    private static final Instant LONG_AGO = OpportunityBuilder.MONDAY.minus(Duration.ofDays(40));

    @Test
    void declaredWordsAreFoundInTitleAndText() {
        assertThat(reason(
                        declared("bronze", "kiln"),
                        item().title("Call for bronze").description("There is a kiln.")))
                .isEqualTo(new InterestMatch(List.of("bronze", "kiln"), null, null));
        assertThat(reason(declared("Bronzes"), item().title("A bronze"))).isEqualTo(interests("Bronzes"));
    }

    @Test
    void phraseIsNamedOnlyIfItStandsInOneText() {
        assertThat(reason(declared("public art"), item().description("For public-arts projects")))
                .isEqualTo(interests("public art"));
        assertThat(reason(declared("public art"), item().title("Art for all").description("Open to the public")))
                .isEqualTo(new NewItem());
        assertThat(reason(declared("art", "public art"), item().tags("public art")))
                .isEqualTo(interests("public art"));
    }

    @Test
    void rareWordsComeFirst() {
        DeclaredInterests profile = declared("dance", "glaze", "kiln");

        assertThat(reason(profile, item().tags("dance", "glaze", "kiln"))).isEqualTo(interests("glaze", "kiln"));
    }

    @Test
    void placeIsNamedWithTheInterestAndAloneOtherwise() {
        DeclaredInterests profile = profile(List.of("bronze"), "Berlin, Germany", null);

        assertThat(reason(profile, item().tags("bronze").location("Berlin")))
                .isEqualTo(new InterestMatch(List.of("bronze"), null, "Berlin"));
        assertThat(reason(profile, item().location("Berlin, Germany"))).isEqualTo(new InReadersLocation("Berlin"));
    }

    @Test
    void widerPlaceOfTheOpportunityIsNotNarrowedToTheReaders() {
        assertThat(reason(profile(List.of(), "Berlin, Germany", null), item().location("Germany")))
                .isEqualTo(new InReadersLocation("Germany"));
    }

    @Test
    void careerStageIsNamedIfNothingElseMatches() {
        DeclaredInterests profile = profile(List.of("bronze"), "Berlin", "Mid-career");

        assertThat(reason(profile, item().remote().title("Prize for mid-career artists")))
                .isEqualTo(new CareerStageMatch("Mid-career"));
        assertThat(reason(profile, item().remote().description("Not for mid-career artists")))
                .isEqualTo(new NewItem());
    }

    @Test
    void onlyRecentOpportunitiesAreNew() {
        assertThat(reason(declared("bronze"), item())).isEqualTo(new NewItem());
        assertThat(reason(declared("bronze"), item().tags("glaze").posted(LONG_AGO)))
                .isEqualTo(new UnfamiliarTopic("glaze"));
        assertThat(reason(declared("bronze"), item().posted(null))).isEqualTo(new UnfamiliarTopic(null));
    }

    @Test
    void whatOthersLikedExplainsOnlyWhatTheReaderDidNotDeclare() {
        Map<String, EngagementCount> liked =
                Map.of("item", new EngagementCount(400, 390, 4), "dance-1", new EngagementCount(4_000, 40, 40));

        assertThat(reason(declared("bronze"), liked, item())).isEqualTo(new LikedByOthers());
        assertThat(reason(declared("bronze"), liked, item().description("bronze")))
                .isEqualTo(interests("bronze"));
    }

    @Test
    void likedItemIsNamedIfItSaysMoreThanTheDeclaredWords() {
        Reader reader = new Reader(
                "ada",
                ZoneOffset.UTC,
                declared("bronze"),
                List.of(new Interaction(
                        "dance-1", InteractionKind.SAVED, 0, LETTER.sendTime().minusSeconds(3_600))),
                List.of(),
                Set.of("dance-1"));

        assertThat(reason(reader, Map.of(), item().tags("dance").description("dance dance film bronze")))
                .isInstanceOf(PickReason.SimilarItem.class);
    }

    private static OpportunityBuilder item() {
        return OpportunityBuilder.named("item").title("Item");
    }

    private static InterestMatch interests(String... words) {
        return new InterestMatch(List.of(words), null, null);
    }

    private static DeclaredInterests declared(String... tags) {
        return new DeclaredInterests(List.of(), List.of(tags), List.of(), null, null, List.of());
    }

    private static DeclaredInterests profile(List<String> tags, String place, @Nullable String stage) {
        return new DeclaredInterests(List.of(), tags, List.of(place), stage, null, List.of());
    }

    private static PickReason reason(DeclaredInterests profile, OpportunityBuilder item) {
        return reason(profile, Map.of(), item);
    }

    private static PickReason reason(
            DeclaredInterests profile, Map<String, EngagementCount> engagement, OpportunityBuilder item) {
        return reason(new Reader("ada", ZoneOffset.UTC, profile, List.of(), List.of(), Set.of()), engagement, item);
    }

    private static PickReason reason(Reader reader, Map<String, EngagementCount> engagement, OpportunityBuilder item) {
        List<Opportunity> catalog = new ArrayList<>(List.of(item.get()));
        for (int i = 0; i < 12; i++) {
            String topic = List.of("dance", "film", "poetry").get(i % 3);
            catalog.add(OpportunityBuilder.named(topic + "-" + i % 4)
                    .tags(topic)
                    .description(topic + " and " + topic)
                    .get());
        }
        OpportunityIndex index = OpportunityIndex.of(catalog, engagement);
        return new Recommender(index, RankingModel.prior(), new PickSettings(13, 0, 3, 13, 0))
                .pick(reader, LETTER).stream()
                        .filter(pick -> pick.opportunity().id().equals("item"))
                        .findFirst()
                        .orElseThrow()
                        .reason();
    }
}
