package dev.tidings.bench.replay;

import dev.tidings.content.recommendation.bot.Catalog;
import dev.tidings.content.recommendation.bot.Deadline;
import dev.tidings.content.recommendation.bot.Example;
import dev.tidings.content.recommendation.bot.Features;
import dev.tidings.content.recommendation.bot.Lesson;
import dev.tidings.content.recommendation.bot.Model;
import dev.tidings.content.recommendation.bot.Occasion;
import dev.tidings.content.recommendation.bot.Opportunity;
import dev.tidings.content.recommendation.bot.Outcome;
import dev.tidings.content.recommendation.bot.Pick;
import dev.tidings.content.recommendation.bot.PickSettings;
import dev.tidings.content.recommendation.bot.Profile;
import dev.tidings.content.recommendation.bot.Reaction;
import dev.tidings.content.recommendation.bot.Reader;
import dev.tidings.content.recommendation.bot.Recommender;
import dev.tidings.content.recommendation.bot.Response;
import dev.tidings.content.recommendation.bot.ShadowEvaluation.Verdict;
import dev.tidings.content.recommendation.bot.Shown;
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

    private final World world;
    private final List<Opportunity> opportunities;
    private final Map<String, Response> responses = new HashMap<>();
    private final Map<Integer, History> histories = new HashMap<>();
    private final Map<String, Pick> picked = new HashMap<>();
    private Model model = Model.prior();
    private Recommender recommender;
    private int diverged;

    private record History(List<Reaction> reactions, List<Shown> shown) {}

    BotPolicy(World world) {
        this.world = world;
        opportunities = world.items().stream().map(BotPolicy::opportunity).toList();
        recommender = recommender(Catalog.of(List.of(), Map.of()));
    }

    private Recommender recommender(Catalog catalog) {
        return new Recommender(catalog, model, PickSettings.DEFAULT);
    }

    /** All items of the world, to tell how alike they are. */
    static Catalog catalogOfAll(World world) {
        return Catalog.of(world.items().stream().map(BotPolicy::opportunity).toList(), Map.of());
    }

    static String id(int item) {
        return Integer.toString(item);
    }

    private static Opportunity opportunity(World.Item item) {
        Library.Entry entry = item.entry();
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
                Opportunity.Status.LIVE,
                null);
    }

    private Instant sendTime(int week) {
        return world.monday(week).atStartOfDay().toInstant(ZoneOffset.UTC).plus(SEND_TIME);
    }

    @Override
    public void begin(int week) {
        picked.clear();
        List<Opportunity> published = new ArrayList<>();
        for (World.Item item : world.items()) {
            if (world.isPublished(item, week)) {
                published.add(opportunities.get(item.number()));
            }
        }
        recommender = recommender(Catalog.of(published, responses));
    }

    @Override
    public List<Integer> pick(Visitor visitor, int week) {
        History history = history(visitor);
        Set<String> never = visitor.shown().stream().map(BotPolicy::id).collect(Collectors.toSet());
        visitor.person().given().forEach(item -> never.add(id(item)));
        Reader reader = new Reader(
                visitor.person().id(),
                ZoneOffset.UTC,
                new Profile(List.of(), visitor.person().tags(), List.of(), null, null, List.of()),
                history.reactions(),
                history.shown(),
                never);
        List<Integer> items = new ArrayList<>();
        for (Pick pick : recommender.pick(reader, new Occasion("weekly " + world.monday(week), sendTime(week)))) {
            picked.put(key(visitor, pick.opportunity().id()), pick);
            items.add(Integer.parseInt(pick.opportunity().id()));
        }
        return items;
    }

    private History history(Visitor visitor) {
        return histories.computeIfAbsent(visitor.number(), number -> new History(new ArrayList<>(), new ArrayList<>()));
    }

    private static String key(Visitor visitor, String item) {
        return visitor.number() + " " + item;
    }

    @Override
    public void learn(int week, List<Answer> answers) {
        List<Example> examples = new ArrayList<>();
        for (Answer answer : answers) {
            String item = id(answer.item());
            History history = history(answer.visitor());
            Instant sent = sendTime(week);
            history.shown().add(new Shown(item, sent, answer.seen()));
            List<Reaction> reactions = answer.taken()
                    ? List.of(new Reaction(item, Reaction.Kind.CLICKED, 0, sent.plus(CLICKED_AFTER)))
                    : List.of();
            history.reactions().addAll(reactions);
            if (answer.seen()) {
                responses.merge(item, new Response(1, reactions.size()), BotPolicy::sum);
            }
            Features features = Objects.requireNonNull(picked.get(key(answer.visitor(), item)))
                    .features();
            String group = answer.visitor().person().id() + " " + world.monday(week);
            Outcome.of(reactions, sent, answer.seen())
                    .ifPresent(says -> examples.add(new Example(features, says > 0, Math.abs(says), group)));
        }
        learn(examples);
    }

    private static Response sum(Response one, Response other) {
        return new Response(one.shown() + other.shown(), one.liked() + other.liked());
    }

    private void learn(List<Example> examples) {
        Lesson lesson = new Lesson(model);
        lesson.hear(examples);
        diverged += lesson.diverged() ? 1 : 0;
        if (lesson.evaluate().verdict() == Verdict.PROMOTE) {
            model = lesson.candidate();
        }
    }

    @Override
    public int diverged() {
        return diverged;
    }
}
