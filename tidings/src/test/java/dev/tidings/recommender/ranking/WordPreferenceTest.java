package dev.tidings.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.opportunities.Opportunity;
import dev.tidings.recommender.ranking.Interaction.InteractionKind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WordPreferenceTest {
    private static final Instant LAST_WEEK = OpportunityBuilder.MONDAY.minusSeconds(7 * 86_400);
    private static final OpportunityIndex CATALOG = OpportunityIndex.of(catalog(), Map.of());

    private final WordPreference preference = new WordPreference(CATALOG.termIndex(), ReaderProfile::declared);

    @Test
    void wordsOfLikedItemsCountAndWordsOfDismissedItemsCountAgainst() {
        Reader reader = reader(
                List.of(action("bronze-1", InteractionKind.CLICKED), action("dance-1", InteractionKind.DISMISSED)),
                List.of());

        assertThat(value(reader, "bronze-2")).isPositive();
        assertThat(value(reader, "dance-2")).isNegative();
        assertThat(value(reader, "poetry-2")).isZero();
    }

    @Test
    void wordsThatPassedOverItemsHaveTooCountLess() {
        List<Interaction> likes = List.of(action("bronze-1", InteractionKind.CLICKED));
        Reader keen = reader(likes, List.of());
        Reader choosy = reader(likes, List.of(passed("bronze-3"), passed("bronze-4"), passed("bronze-5")));

        assertThat(value(choosy, "bronze-2")).isPositive().isLessThan(value(keen, "bronze-2"));
    }

    @Test
    void declaredWordsCountUntilItemsSayOtherwise() {
        Reader unknown = reader(List.of(), List.of());
        Reader disappointed = reader(List.of(), List.of(passed("film-1"), passed("film-3"), passed("film-4")));

        assertThat(value(unknown, "film-2")).isPositive();
        assertThat(value(disappointed, "film-2")).isPositive().isLessThan(value(unknown, "film-2"));
    }

    @Test
    void earlierReadersDoNotChangeValues() {
        Reader reader = reader(List.of(action("bronze-1", InteractionKind.CLICKED)), List.of());
        float alone = value(reader, "dance-2");

        value(reader(List.of(action("dance-1", InteractionKind.SAVED)), List.of(passed("bronze-2"))), "dance-2");

        assertThat(value(reader, "dance-2")).isEqualTo(alone);
    }

    private float value(Reader reader, String id) {
        SparseAccumulator sum = new SparseAccumulator(CATALOG.termIndex().vocabularySize());
        ReaderProfile profile = ReaderProfile.of(reader, CATALOG, OpportunityBuilder.MONDAY, sum);
        return preference.values(profile, CATALOG.indexOf(id))[0];
    }

    private static Reader reader(List<Interaction> interactions, List<Impression> impressions) {
        DeclaredInterests declared =
                new DeclaredInterests(List.of(), List.of("film"), List.of(), null, null, List.of());
        return new Reader("ada", ZoneOffset.UTC, declared, interactions, impressions, Set.of());
    }

    private static Interaction action(String id, InteractionKind kind) {
        return new Interaction(id, kind, 0, LAST_WEEK);
    }

    private static Impression passed(String id) {
        return new Impression(id, LAST_WEEK, true);
    }

    private static List<Opportunity> catalog() {
        List<Opportunity> items = new ArrayList<>();
        for (String topic : List.of("bronze", "dance", "film", "poetry")) {
            for (int i = 0; i < 6; i++) {
                items.add(OpportunityBuilder.named(topic + "-" + i)
                        .title("")
                        .tags(topic)
                        .description(topic + "word" + i % 2 + " " + topic + "all")
                        .get());
            }
        }
        return items;
    }
}
