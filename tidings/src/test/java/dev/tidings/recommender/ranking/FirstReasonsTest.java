package dev.tidings.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.opportunities.Opportunity;
import dev.tidings.recommender.ranking.PickReason.InReadersLocation;
import dev.tidings.recommender.ranking.PickReason.InterestMatch;
import dev.tidings.recommender.ranking.PickReason.NewItem;
import dev.tidings.recommender.ranking.PickReason.UnfamiliarTopic;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The reasons of twelve readers' first letters, over the demo's catalog as boards publish it: of every three calls, one
 * has tags and disciplines, one has disciplines only, and one has neither.
 */
class FirstReasonsTest {
    private static final SendContext FIRST_LETTER = new SendContext("weekly/first", OpportunityBuilder.MONDAY);
    private static final PickSettings SETTINGS = new PickSettings(5, 0, 3, 3, 1.4);

    private static final List<DeclaredInterests> PROFILES = List.of(
            profile("photography", "documentary analog", "", "established"),
            profile("ceramics sculpture", "clay stone", "", "emerging"),
            profile("sound installation", "site-specific", "", "mid-career"),
            profile("printmaking illustration", "edition", "", "emerging"),
            profile("sculpture", "bronze outdoor", "", "mid-career"),
            profile("video digital", "film experimental", "", "emerging"),
            profile("painting", "oil figurative", "", "emerging"),
            profile("textile performance", "", "", "emerging"),
            profile("", "residency studio", "Berlin", "emerging"),
            profile("drawing", "paper", "", ""),
            profile("writing", "book archive", "", ""),
            profile("", "weaving dyeing", "", ""));

    @Test
    void declaredWordsExplainFirstPicksAndEveryNamedWordIsInItemAndProfile() throws IOException {
        List<PickReason> reasons = new ArrayList<>();
        Recommender recommender =
                new Recommender(OpportunityIndex.of(catalog(), Map.of()), RankingModel.prior(), SETTINGS);
        for (DeclaredInterests profile : PROFILES) {
            Reader reader =
                    new Reader("reader" + reasons.size(), ZoneOffset.UTC, profile, List.of(), List.of(), Set.of());
            for (Pick pick : recommender.pick(reader, FIRST_LETTER)) {
                assertTrue(pick, profile);
                reasons.add(pick.reason());
            }
        }

        long withoutOwn = reasons.stream()
                .filter(reason -> reason instanceof NewItem || reason instanceof UnfamiliarTopic)
                .count();
        assertThat(reasons).hasSize(60);
        // 25 when reasons named only tags and disciplines. These readers' words are in fewer than five calls.
        assertThat(withoutOwn).isLessThanOrEqualTo(11);
    }

    /** A pick without a reason of the reader's own has none of the declared words. */
    private static void assertTrue(Pick pick, DeclaredInterests profile) {
        OpportunityText text = OpportunityText.of(pick.opportunity());
        List<String> declared = Stream.of(profile.disciplines(), profile.tags())
                .flatMap(Collection::stream)
                .toList();
        switch (pick.reason()) {
            case InterestMatch match -> {
                assertThat(match.words()).isSubsetOf(declared).allMatch(text::contains);
                assertThat(match.type() == null || text.contains(match.type())).isTrue();
                assertThat(match.place() == null || text.contains(match.place()))
                        .isTrue();
            }
            case InReadersLocation near ->
                assertThat(text.contains(near.place())).isTrue();
            case NewItem item ->
                assertThat(declared).as(pick.opportunity().title()).noneMatch(text::contains);
            case UnfamiliarTopic topic ->
                assertThat(declared).as(pick.opportunity().title()).noneMatch(text::contains);
            default -> {}
        }
    }

    private static List<Opportunity> catalog() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(FirstReasonsTest.class.getResourceAsStream("/demo/opportunities.json"))) {
            List<JsonNode> calls = new JsonMapper().readTree(in).valueStream().toList();
            List<Opportunity> catalog = new ArrayList<>();
            for (int i = 0; i < calls.size(); i++) {
                catalog.add(opportunity(calls.get(i), i));
            }
            return catalog;
        }
    }

    private static Opportunity opportunity(JsonNode call, int number) {
        OpportunityBuilder builder = OpportunityBuilder.named("call" + number)
                .title(call.path("title").stringValue())
                .description(call.path("description").stringValue())
                .location(call.path("location").asString(""))
                .source("board" + number % 5)
                .posted(OpportunityBuilder.MONDAY.minus(Duration.ofDays(number % 30)));
        if (number % 3 < 2) {
            builder.disciplines(texts(call.path("discipline")));
        }
        if (number % 3 == 0) {
            builder.tags(texts(call.path("tags"))).type(call.path("type").stringValue());
        }
        return builder.get();
    }

    private static String[] texts(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toArray(String[]::new);
    }

    private static DeclaredInterests profile(String disciplines, String tags, String place, String stage) {
        return new DeclaredInterests(
                words(disciplines), words(tags), words(place), stage.isEmpty() ? null : stage, null, List.of());
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}
