package dev.tidings.bench.replay;

import dev.tidings.opportunities.Deadline;
import dev.tidings.opportunities.Opportunity;
import dev.tidings.recommender.ranking.DeclaredInterests;
import dev.tidings.recommender.ranking.EngagementCount;
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

/** The program's recommender with its training, from the untrained prior on. */
final class BotPolicy implements Policy {
    private static final Duration SEND_TIME = Duration.ofHours(8);
    private static final Duration CLICK_DELAY = Duration.ofHours(5);

    private final ReplayEnvironment environment;
    private final List<Opportunity> opportunities;
    private final Map<String, EngagementCount> engagement = new HashMap<>();
    private final Map<Integer, SimulatedHistory> histories = new HashMap<>();
    private final Map<String, Pick> picked = new HashMap<>();
    private RankingModel model = RankingModel.prior();
    private Recommender recommender;
    private int diverged;

    private record SimulatedHistory(List<Interaction> reactions, List<Impression> shown) {}

    BotPolicy(ReplayEnvironment environment) {
        this.environment = environment;
        opportunities = environment.items().stream().map(BotPolicy::opportunity).toList();
        recommender = recommender(OpportunityIndex.of(List.of(), Map.of()));
    }

    private Recommender recommender(OpportunityIndex catalog) {
        return new Recommender(catalog, model, PickSettings.DEFAULT);
    }

    /** An index of all items, for their similarity. */
    static OpportunityIndex catalogOfAll(ReplayEnvironment environment) {
        return OpportunityIndex.of(
                environment.items().stream().map(BotPolicy::opportunity).toList(), Map.of());
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
                null,
                false,
                null,
                item.published().atStartOfDay().toInstant(ZoneOffset.UTC),
                Opportunity.OpportunityStatus.LIVE,
                null);
    }

    private Instant sendTime(int week) {
        return environment.monday(week).atStartOfDay().toInstant(ZoneOffset.UTC).plus(SEND_TIME);
    }

    @Override
    public void startWeek(int week) {
        picked.clear();
        List<Opportunity> published = new ArrayList<>();
        for (ReplayEnvironment.ReplayItem item : environment.items()) {
            if (environment.isPublished(item, week)) {
                published.add(opportunities.get(item.number()));
            }
        }
        recommender = recommender(OpportunityIndex.of(published, engagement));
    }

    @Override
    public List<Integer> pick(ObservedReader observed, int week) {
        SimulatedHistory history = history(observed);
        Set<String> excluded = observed.shown().stream().map(BotPolicy::id).collect(Collectors.toSet());
        observed.reader().known().forEach(item -> excluded.add(id(item)));
        Reader reader = new Reader(
                observed.reader().id(),
                ZoneOffset.UTC,
                new DeclaredInterests(List.of(), observed.reader().tags(), List.of(), null, null, List.of()),
                history.reactions(),
                history.shown(),
                excluded);
        List<Integer> items = new ArrayList<>();
        for (Pick pick :
                recommender.pick(reader, new SendContext("weekly " + environment.monday(week), sendTime(week)))) {
            picked.put(key(observed, pick.opportunity().id()), pick);
            items.add(Integer.parseInt(pick.opportunity().id()));
        }
        return items;
    }

    private SimulatedHistory history(ObservedReader observed) {
        return histories.computeIfAbsent(
                observed.number(), number -> new SimulatedHistory(new ArrayList<>(), new ArrayList<>()));
    }

    private static String key(ObservedReader observed, String item) {
        return observed.number() + " " + item;
    }

    @Override
    public void learn(int week, List<SimulatedFeedback> feedback) {
        List<TrainingExample> examples = new ArrayList<>();
        for (SimulatedFeedback entry : feedback) {
            String item = id(entry.item());
            SimulatedHistory history = history(entry.reader());
            Instant sent = sendTime(week);
            history.shown().add(new Impression(item, sent, entry.seen()));
            List<Interaction> reactions = entry.taken()
                    ? List.of(new Interaction(item, Interaction.InteractionKind.CLICKED, 0, sent.plus(CLICK_DELAY)))
                    : List.of();
            history.reactions().addAll(reactions);
            Pick pick = Objects.requireNonNull(picked.get(key(entry.reader(), item)));
            if (entry.seen()) {
                double expected = 1 / (1 + Math.exp(-pick.score()));
                engagement.merge(item, new EngagementCount(1, reactions.size(), expected), BotPolicy::sum);
            }
            String group = entry.reader().reader().id() + " " + environment.monday(week);
            Reward.of(reactions, sent, entry.seen())
                    .ifPresent(reward ->
                            examples.add(new TrainingExample(pick.features(), reward > 0, Math.abs(reward), group)));
        }
        learn(examples);
    }

    private static EngagementCount sum(EngagementCount first, EngagementCount second) {
        return new EngagementCount(
                first.shown() + second.shown(), first.liked() + second.liked(), first.expected() + second.expected());
    }

    private void learn(List<TrainingExample> examples) {
        TrainingRun training = new TrainingRun(model);
        training.train(examples);
        diverged += training.diverged() ? 1 : 0;
        if (training.evaluate().decision() == PromotionDecision.PROMOTE) {
            model = training.candidate();
        }
    }

    @Override
    public int diverged() {
        return diverged;
    }
}
