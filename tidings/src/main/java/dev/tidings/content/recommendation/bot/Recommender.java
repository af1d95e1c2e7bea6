package dev.tidings.content.recommendation.bot;

import java.util.ArrayList;
import java.util.List;

/**
 * Picks opportunities for one reader after the other; not to be shared by threads. The same state and occasion give the same
 * picks.
 */
public final class Recommender {
    /** Chance chooses among so many of the best that were not chosen. */
    private static final int EXPLORED = 20;

    private final Catalog catalog;
    private final Model model;
    private final PickSettings settings;
    private final WordWeights sum;
    private final Candidates firstStage;

    public Recommender(Catalog catalog, Model model, PickSettings settings) {
        this.catalog = catalog;
        this.model = model;
        this.settings = settings;
        sum = new WordWeights(catalog.words().vocabulary());
        firstStage = new Candidates(catalog);
    }

    /** The best for this reader, best first; fewer than the settings ask for where no more is eligible. */
    public List<Pick> pick(Reader reader, Occasion occasion) {
        Taste taste = Taste.of(reader, catalog, occasion.sendTime(), sum);
        Eligibility eligibility = new Eligibility(catalog, reader, occasion, settings.leastDays());
        List<Candidate> candidates = firstStage.of(taste, eligibility);
        Sight sight = new Sight(catalog, taste, reader, occasion, candidates);
        List<Ranked> ranked = rank(candidates, sight);
        Selection selection = new Selection(catalog, settings, sight.crowd(), ranked);
        boolean explores = settings.count() > 1
                && Chance.of("explore " + occasion.key() + " " + reader.userId()) < settings.explorationShare();
        int byScore = explores ? settings.count() - 1 : settings.count();
        Reasons reasons = new Reasons(catalog, model, reader, taste);
        List<Pick> picks = new ArrayList<>();
        for (Ranked chosen : selection.choose(byScore)) {
            picks.add(new Pick(
                    catalog.item(chosen.item()), chosen.features(), chosen.score(), false, 1, reasons.of(chosen)));
        }
        if (explores && picks.size() == byScore) {
            explore(ranked, selection, reader, occasion, reasons, picks);
        }
        return picks;
    }

    private List<Ranked> rank(List<Candidate> candidates, Sight sight) {
        List<Ranked> ranked = new ArrayList<>(candidates.size());
        for (int place = 0; place < candidates.size(); place++) {
            Features features = sight.of(place);
            ranked.add(new Ranked(place, candidates.get(place).item(), features, model.score(features)));
        }
        ranked.sort(Selection::bestFirst);
        return ranked;
    }

    private void explore(
            List<Ranked> ranked,
            Selection selection,
            Reader reader,
            Occasion occasion,
            Reasons reasons,
            List<Pick> picks) {
        List<Ranked> open = selection.open(ranked, EXPLORED);
        if (open.isEmpty()) {
            return;
        }
        Ranked chosen = open.get((int) (Chance.of("item " + occasion.key() + " " + reader.userId()) * open.size()));
        picks.add(new Pick(
                catalog.item(chosen.item()),
                chosen.features(),
                chosen.score(),
                true,
                1.0 / open.size(),
                reasons.ofExploration(chosen)));
    }
}
