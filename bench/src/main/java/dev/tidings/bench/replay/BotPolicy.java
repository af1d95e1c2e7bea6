package dev.tidings.bench.replay;

import dev.tidings.opportunities.Deadline;
import dev.tidings.opportunities.Opportunity;
import dev.tidings.recommender.ranking.DeclaredInterests;
import dev.tidings.recommender.ranking.EngagementCount;
import dev.tidings.recommender.ranking.FeatureVector;
import dev.tidings.recommender.ranking.Impression;
import dev.tidings.recommender.ranking.Interaction;
import dev.tidings.recommender.ranking.OpportunityIndex;
import dev.tidings.recommender.ranking.Pick;
import dev.tidings.recommender.ranking.PickSettings;
import dev.tidings.recommender.ranking.RankingModel;
import dev.tidings.recommender.ranking.Reader;
import dev.tidings.recommender.ranking.Recommender;
import dev.tidings.recommender.ranking.Reward;
import dev.tidings.recommender.ranking.SendContext;
import dev.tidings.recommender.ranking.ShadowEvaluation.PromotionDecision;
import dev.tidings.recommender.ranking.TrainingExample;
import dev.tidings.recommender.ranking.TrainingRun;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The program's own recommender and learning, from its first prior on. */
final class BotPolicy implements Policy {
    private static final Duration SEND_TIME = Duration.ofHours(8);
    private static final Duration CLICKED_AFTER = Duration.ofHours(5);

    private final ReplayEnvironment world;
    private final List<Opportunity> opportunities;
    private final Map<String, EngagementCount> responses = new HashMap<>();
    private final Map<Integer, SimulatedHistory> histories = new HashMap<>();
    private final Map<String, Pick> picked = new HashMap<>();
    private RankingModel model = RankingModel.prior();
    private Recommender recommender;
    private int diverged;

    private record SimulatedHistory(List<Interaction> reactions, List<Impression> shown) {}

    BotPolicy(ReplayEnvironment world) {
        this.world = world;
        opportunities = world.items().stream().map(BotPolicy::opportunity).toList();
        recommender = recommender(OpportunityIndex.of(List.of(), Map.of()));
    }

    private Recommender recommender(OpportunityIndex catalog) {
        return new Recommender(catalog, model, PickSettings.DEFAULT);
    }

    /** All items of the world, to tell how alike they are. */
    static OpportunityIndex catalogOfAll(ReplayEnvironment world) {
        return OpportunityIndex.of(
                world.items().stream().map(BotPolicy::opportunity).toList(), Map.of());
    }

    static String id(int item) {
        return Integer.toString(item);
    }

    private static Opportunity opportunity(ReplayEnvironment.ReplayItem item) {
        ReplayDataset.DatasetItem entry = item.content();
        return new Opportunity(
                id(item.number()),
                entry.title(),
                String.join(" ", entry.terms()),
                "https://example.org/" + item.number(),
                null,
                "source " + item.number(),
                new Deadline(item.deadline(), null),
                entry.tags(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                item.published().atStartOfDay().toInstant(ZoneOffset.UTC),
                Opportunity.OpportunityStatus.LIVE,
                null);
    }

    private Instant sendTime(int week) {
        return world.monday(week).atStartOfDay().toInstant(ZoneOffset.UTC).plus(SEND_TIME);
    }

    @Override
    public void startWeek(int week) {
        picked.clear();
        List<Opportunity> published = new ArrayList<>();
        for (ReplayEnvironment.ReplayItem item : world.items()) {
            if (world.isPublished(item, week)) {
                published.add(opportunities.get(item.number()));
            }
        }
        recommender = recommender(OpportunityIndex.of(published, responses));
    }

    @Override
    public List<Integer> pick(ObservedReader visitor, int week) {
        SimulatedHistory history = history(visitor);
        Set<String> never = visitor.shown().stream().map(BotPolicy::id).collect(Collectors.toSet());
        visitor.reader().known().forEach(item -> never.add(id(item)));
        Reader reader = new Reader(
                visitor.reader().id(),
                ZoneOffset.UTC,
                new DeclaredInterests(List.of(), visitor.reader().tags(), List.of(), null, null, List.of()),
                history.reactions(),
                history.shown(),
                never);
        List<Integer> items = new ArrayList<>();
        for (Pick pick : recommender.pick(reader, new SendContext("weekly " + world.monday(week), sendTime(week)))) {
            picked.put(key(visitor, pick.opportunity().id()), pick);
            items.add(Integer.parseInt(pick.opportunity().id()));
        }
        return items;
    }

    private SimulatedHistory history(ObservedReader visitor) {
        return histories.computeIfAbsent(
                visitor.number(), number -> new SimulatedHistory(new ArrayList<>(), new ArrayList<>()));
    }

    private static String key(ObservedReader visitor, String item) {
        return visitor.number() + " " + item;
    }

    @Override
    public void learn(int week, List<SimulatedFeedback> answers) {
        List<TrainingExample> examples = new ArrayList<>();
        for (SimulatedFeedback answer : answers) {
            String item = id(answer.item());
            SimulatedHistory history = history(answer.reader());
            Instant sent = sendTime(week);
            history.shown().add(new Impression(item, sent, answer.seen()));
            List<Interaction> reactions = answer.taken()
                    ? List.of(new Interaction(item, Interaction.InteractionKind.CLICKED, 0, sent.plus(CLICKED_AFTER)))
                    : List.of();
            history.reactions().addAll(reactions);
            if (answer.seen()) {
                responses.merge(item, new EngagementCount(1, reactions.size()), BotPolicy::sum);
            }
            FeatureVector features = Objects.requireNonNull(picked.get(key(answer.reader(), item)))
                    .features();
            String group = answer.reader().reader().id() + " " + world.monday(week);
            Reward.of(reactions, sent, answer.seen())
                    .ifPresent(says -> examples.add(new TrainingExample(features, says > 0, Math.abs(says), group)));
        }
        learn(examples);
    }

    private static EngagementCount sum(EngagementCount one, EngagementCount other) {
        return new EngagementCount(one.shown() + other.shown(), one.liked() + other.liked());
    }

    private void learn(List<TrainingExample> examples) {
        TrainingRun lesson = new TrainingRun(model);
        lesson.train(examples);
        diverged += lesson.diverged() ? 1 : 0;
        if (lesson.evaluate().decision() == PromotionDecision.PROMOTE) {
            model = lesson.candidate();
        }
    }

    @Override
    public int diverged() {
        return diverged;
    }
}
