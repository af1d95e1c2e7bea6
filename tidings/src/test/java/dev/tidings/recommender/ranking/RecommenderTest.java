package dev.tidings.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.opportunities.Deadline;
import dev.tidings.opportunities.Opportunity;
import dev.tidings.recommender.ranking.Interaction.InteractionKind;
import dev.tidings.recommender.ranking.PickReason.InterestMatch;
import dev.tidings.recommender.ranking.PickReason.SimilarItem;
import dev.tidings.recommender.ranking.PickReason.UnfamiliarTopic;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecommenderTest {
    private static final SendContext MONDAY = new SendContext("weekly/2026-11-16", OpportunityBuilder.MONDAY);
    private static final PickSettings WITHOUT_EXPLORATION = new PickSettings(5, 0, 3, 3, 1);
    private static final List<String> TOPICS = List.of("sculpture", "painting", "dance", "film", "poetry");

    @Test
    void declaredTopicsRankFirst() {
        List<Pick> picks = picks(reader("ada", profile("Sculptures"), List.of()), WITHOUT_EXPLORATION);

        assertThat(picks).hasSize(5);
        assertThat(picks).allMatch(pick -> pick.opportunity().tags().contains("sculpture"));
        assertThat(picks.getFirst().reason()).isEqualTo(new InterestMatch(List.of("Sculptures"), null, null));
    }

    @Test
    void likedTopicsRankAboveOthers() {
        Reader reader = reader("ada", DeclaredInterests.EMPTY, List.of(liked("dance-1"), liked("dance-2")));

        List<Pick> picks = picks(reader, WITHOUT_EXPLORATION);

        assertThat(picks.subList(0, 3))
                .allMatch(pick -> pick.opportunity().tags().contains("dance"));
        assertThat(picks.getFirst().reason()).isInstanceOfSatisfying(SimilarItem.class, similar -> {
            assertThat(similar.reaction()).isEqualTo(Interaction.InteractionKind.SAVED);
            assertThat(similar.title()).startsWith("Call dance-");
        });
        assertThat(picks).noneMatch(pick -> pick.opportunity().id().equals("dance-1"));
    }

    @Test
    void tagsOfLikedItemsCountAsWholePhrases() {
        List<Opportunity> items = new ArrayList<>(catalogItems());
        items.add(OpportunityBuilder.named("liked").tags("Public Art").get());
        items.add(OpportunityBuilder.named("same").tags("public-arts").get());
        items.add(OpportunityBuilder.named("words").tags("public", "art").get());
        Reader reader = reader("ada", DeclaredInterests.EMPTY, List.of(liked("liked")));
        Recommender recommender = new Recommender(
                OpportunityIndex.of(items, Map.of()), RankingModel.prior(), WITHOUT_EXPLORATION.withCount(2));

        List<Pick> picks = recommender.pick(reader, MONDAY);

        assertThat(picks).extracting(pick -> pick.opportunity().id()).containsExactly("same", "words");
        assertThat(picks)
                .extracting(pick -> pick.features().at(Feature.TAG_PREFERENCE.index()) > 0)
                .containsExactly(true, false);
    }

    @Test
    void catalogOrderDoesNotChangePicks() {
        List<Opportunity> shuffled = new ArrayList<>(catalogItems());
        Collections.shuffle(shuffled, new Random(7));
        Reader reader = reader("ada", profile("film"), List.of(liked("poetry-3")));
        PickSettings exploring = new PickSettings(5, 1, 3, 3, 1);

        assertThat(new Recommender(OpportunityIndex.of(shuffled, Map.of()), RankingModel.prior(), exploring)
                        .pick(reader, MONDAY))
                .isEqualTo(picks(reader, exploring));
    }

    @Test
    void earlierReadersDoNotChangePicks() {
        OpportunityIndex catalog = OpportunityIndex.of(catalogItems(), Map.of());
        Reader known = reader("ada", profile("film"), List.of(liked("poetry-3"), liked("dance-1")));
        Reader unknown = reader("bo", DeclaredInterests.EMPTY, List.of());
        Recommender recommender = new Recommender(catalog, RankingModel.prior(), WITHOUT_EXPLORATION);

        for (Reader reader : List.of(known, unknown, known)) {
            assertThat(recommender.pick(reader, MONDAY))
                    .isEqualTo(
                            new Recommender(catalog, RankingModel.prior(), WITHOUT_EXPLORATION).pick(reader, MONDAY));
        }
    }

    @Test
    void unknownReaderGetsFullLetter() {
        assertThat(picks(reader("ada", DeclaredInterests.EMPTY, List.of()), WITHOUT_EXPLORATION))
                .hasSize(5);
    }

    @Test
    void fewerEligibleItemsGiveFewerPicks() {
        OpportunityIndex catalog = OpportunityIndex.of(
                List.of(
                        OpportunityBuilder.named("a").get(),
                        OpportunityBuilder.named("b").get()),
                Map.of());
        Reader reader = new Reader("ada", ZoneOffset.UTC, DeclaredInterests.EMPTY, List.of(), List.of(), Set.of("a"));

        List<Pick> picks = new Recommender(catalog, RankingModel.prior(), WITHOUT_EXPLORATION).pick(reader, MONDAY);

        assertThat(picks).extracting(pick -> pick.opportunity().id()).containsExactly("b");
    }

    @Test
    void emptyCatalogGivesNoPicks() {
        assertThat(new Recommender(OpportunityIndex.of(List.of(), Map.of()), RankingModel.prior(), WITHOUT_EXPLORATION)
                        .pick(reader("ada", profile("film"), List.of()), MONDAY))
                .isEmpty();
    }

    @Test
    void sourceLimitHoldsAndDuplicatesAppearOnce() {
        List<Opportunity> items = new ArrayList<>();
        IntStream.range(0, 9)
                .forEach(i -> items.add(OpportunityBuilder.named("s" + i)
                        .source("one")
                        .tags("film")
                        .get()));
        items.add(
                OpportunityBuilder.named("copy").duplicateOf("s0").tags("film").get());
        IntStream.range(0, 3)
                .forEach(i -> items.add(
                        OpportunityBuilder.named("other" + i).tags("dance").get()));

        List<Pick> picks = new Recommender(
                        OpportunityIndex.of(items, Map.of()), RankingModel.prior(), new PickSettings(5, 0, 3, 2, 0))
                .pick(reader("ada", profile("film"), List.of()), MONDAY);

        assertThat(picks.stream().filter(pick -> pick.opportunity().source().equals("one")))
                .hasSizeLessThanOrEqualTo(2);
        assertThat(picks.stream()
                        .filter(pick ->
                                Set.of("s0", "copy").contains(pick.opportunity().id())))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void onlySourceExceedsTheSourceLimit() {
        List<Opportunity> items = IntStream.range(0, 9)
                .mapToObj(i -> OpportunityBuilder.named("s" + i)
                        .source("one")
                        .tags("film")
                        .get())
                .toList();

        for (double exploration : new double[] {0, 1}) {
            PickSettings settings = new PickSettings(5, exploration, 3, 2, 1);
            assertThat(new Recommender(OpportunityIndex.of(items, Map.of()), RankingModel.prior(), settings)
                            .pick(reader("ada", profile("film"), List.of()), MONDAY))
                    .hasSize(5);
        }
    }

    @Test
    void explorationDrawsTheLastItemForAShareOfReaders() {
        PickSettings settings = new PickSettings(5, 0.2, 3, 3, 1);
        Recommender recommender =
                new Recommender(OpportunityIndex.of(catalogItems(), Map.of()), RankingModel.prior(), settings);
        int explored = 0;
        for (int i = 0; i < 500; i++) {
            List<Pick> picks = recommender.pick(reader("reader" + i, profile("film"), List.of()), MONDAY);
            assertThat(picks).hasSize(5);
            assertThat(picks.subList(0, 4)).noneMatch(Pick::exploration).allMatch(pick -> pick.propensity() == 1);
            Pick last = picks.getLast();
            if (last.exploration()) {
                explored++;
                assertThat(last.propensity()).isEqualTo(1 / 20.0);
                assertThat(last.reason()).isInstanceOf(UnfamiliarTopic.class);
            }
        }
        assertThat(explored).isBetween(70, 130);
    }

    @Test
    void nearerDeadlineComesFirstAmongItemsWithTheSameMatchOnly() {
        Deadline soon = new Deadline(LocalDate.of(2026, 11, 27), null);
        Deadline later = new Deadline(LocalDate.of(2027, 2, 28), null);
        List<Opportunity> items = new ArrayList<>(catalogItems());
        items.add(OpportunityBuilder.named("a").deadline(later).tags("tango").get());
        items.add(OpportunityBuilder.named("b").deadline(soon).tags("tango").get());
        items.add(OpportunityBuilder.named("c").deadline(soon).tags("film").get());
        IntStream.range(0, 4)
                .forEach(i -> items.add(
                        OpportunityBuilder.named("tango-" + i).tags("tango").get()));
        OpportunityIndex catalog = OpportunityIndex.of(items, Map.of());
        List<Interaction> likes =
                IntStream.range(0, 4).mapToObj(i -> liked("tango-" + i)).toList();
        PickSettings withoutDiversity = new PickSettings(2, 0, 3, 3, 0);
        Recommender recommender = new Recommender(catalog, RankingModel.prior(), withoutDiversity);

        assertThat(recommender.pick(reader("ada", profile("tango"), likes), MONDAY))
                .extracting(pick -> pick.opportunity().id())
                .containsExactly("b", "a");
    }

    @Test
    void reasonNamesTermsTypeAndLocation() {
        OpportunityIndex catalog = OpportunityIndex.of(
                List.of(
                        OpportunityBuilder.named("a")
                                .tags("Sculpture")
                                .type("Residency")
                                .location("Berlin, Germany")
                                .get(),
                        OpportunityBuilder.named("b").tags("film").get(),
                        OpportunityBuilder.named("c").tags("dance").get()),
                Map.of());
        DeclaredInterests profile = new DeclaredInterests(
                List.of("sculpture"), List.of("residencies"), List.of("Berlin"), null, null, List.of());

        assertThat(new Recommender(catalog, RankingModel.prior(), WITHOUT_EXPLORATION)
                        .pick(reader("ada", profile, List.of()), MONDAY)
                        .getFirst()
                        .reason())
                .isEqualTo(new InterestMatch(List.of("sculpture"), "Residency", "Berlin"));
    }

    private static List<Pick> picks(Reader reader, PickSettings settings) {
        return new Recommender(OpportunityIndex.of(catalogItems(), Map.of()), RankingModel.prior(), settings)
                .pick(reader, MONDAY);
    }

    private static List<Opportunity> catalogItems() {
        List<Opportunity> catalogItems = new ArrayList<>();
        for (String topic : TOPICS) {
            for (int i = 0; i < 20; i++) {
                catalogItems.add(OpportunityBuilder.named(topic + "-" + i)
                        .tags(topic)
                        .description(topic + " work and words of " + topic + " " + TOPICS.get(i % 5))
                        .get());
            }
        }
        return catalogItems;
    }

    private static DeclaredInterests profile(String tag) {
        return new DeclaredInterests(List.of(), List.of(tag), List.of(), null, null, List.of());
    }

    private static Interaction liked(String id) {
        return new Interaction(id, InteractionKind.SAVED, 0, Instant.parse("2026-11-10T10:00:00Z"));
    }

    private static Reader reader(String id, DeclaredInterests profile, List<Interaction> interactions) {
        Set<String> excluded =
                interactions.stream().map(Interaction::opportunityId).collect(Collectors.toSet());
        return new Reader(id, ZoneOffset.UTC, profile, interactions, List.of(), excluded);
    }
}
