package dev.tidings.recommender.ranking;

import java.util.ArrayList;
import java.util.List;

/**
 * Picks opportunities for one reader after the other; not to be shared by threads. The same state and occasion give the same
 * picks.
 */
public final class Recommender {
    /** Chance chooses among so many of the best that were not chosen. */
    private static final int EXPLORATION_POOL = 20;

    private final OpportunityIndex catalog;
    private final RankingModel model;
    private final PickSettings settings;
    private final SparseAccumulator sum;
    private final CandidateGenerator candidateGenerator;

    public Recommender(OpportunityIndex catalog, RankingModel model, PickSettings settings) {
        this.catalog = catalog;
        this.model = model;
        this.settings = settings;
        sum = new SparseAccumulator(catalog.termIndex().vocabulary());
        candidateGenerator = new CandidateGenerator(catalog);
    }

    /** The best for this reader, best first; fewer than the settings ask for where no more is eligible. */
    public List<Pick> pick(Reader reader, SendContext occasion) {
        ReaderProfile taste = ReaderProfile.of(reader, catalog, occasion.sendTime(), sum);
        Eligibility eligibility = new Eligibility(catalog, reader, occasion, settings.minDays());
        List<Candidate> candidates = candidateGenerator.generate(taste, eligibility);
        FeatureExtractor sight = new FeatureExtractor(catalog, taste, reader, occasion, candidates);
        List<RankedCandidate> ranked = rank(candidates, sight);
        DiversitySelector selection = new DiversitySelector(catalog, settings, sight.vectors(), ranked);
        boolean explores = settings.count() > 1
                && SeededRandom.uniform("explore " + occasion.key() + " " + reader.userId())
                        < settings.explorationShare();
        int byScore = explores ? settings.count() - 1 : settings.count();
        Reasons reasons = new Reasons(catalog, model, reader, taste);
        List<Pick> picks = new ArrayList<>();
        for (RankedCandidate chosen : selection.choose(byScore)) {
            picks.add(new Pick(
                    catalog.item(chosen.item()), chosen.features(), chosen.score(), false, 1, reasons.explain(chosen)));
        }
        if (explores && picks.size() == byScore) {
            explore(ranked, selection, reader, occasion, reasons, picks);
        }
        return picks;
    }

    private List<RankedCandidate> rank(List<Candidate> candidates, FeatureExtractor sight) {
        List<RankedCandidate> ranked = new ArrayList<>(candidates.size());
        for (int place = 0; place < candidates.size(); place++) {
            FeatureVector features = sight.extract(place);
            ranked.add(new RankedCandidate(place, candidates.get(place).item(), features, model.score(features)));
        }
        ranked.sort(DiversitySelector::bestFirst);
        return ranked;
    }

    private void explore(
            List<RankedCandidate> ranked,
            DiversitySelector selection,
            Reader reader,
            SendContext occasion,
            Reasons reasons,
            List<Pick> picks) {
        List<RankedCandidate> open = selection.selectable(ranked, EXPLORATION_POOL);
        if (open.isEmpty()) {
            return;
        }
        RankedCandidate chosen =
                open.get((int) (SeededRandom.uniform("item " + occasion.key() + " " + reader.userId()) * open.size()));
        picks.add(new Pick(
                catalog.item(chosen.item()),
                chosen.features(),
                chosen.score(),
                true,
                1.0 / open.size(),
                reasons.explainExploration(chosen)));
    }
}
