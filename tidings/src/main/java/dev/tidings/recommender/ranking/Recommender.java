package dev.tidings.recommender.ranking;

import java.util.ArrayList;
import java.util.List;

/**
 * Picks opportunities for readers, one reader at a time. Not thread-safe. Deterministic: the same state and context
 * give the same picks.
 */
public final class Recommender {
    /** Exploration draws from this many best remaining candidates. */
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
        sum = new SparseAccumulator(catalog.termIndex().vocabularySize());
        candidateGenerator = new CandidateGenerator(catalog);
    }

    /** Up to {@code count} picks, best first; fewer if fewer items are eligible. */
    public List<Pick> pick(Reader reader, SendContext context) {
        ReaderProfile profile = ReaderProfile.of(reader, catalog, context.sendTime(), sum);
        Eligibility eligibility = new Eligibility(catalog, reader, context, settings.minDays());
        List<Candidate> candidates = candidateGenerator.generate(profile, eligibility);
        FeatureExtractor extractor = new FeatureExtractor(catalog, profile, reader, context, candidates);
        List<RankedCandidate> ranked = rank(candidates, extractor);
        DiversitySelector selection = new DiversitySelector(catalog, settings, extractor.vectors(), ranked);
        boolean exploring = settings.count() > 1
                && SeededRandom.uniform("explore " + context.key() + " " + reader.userId())
                        < settings.explorationShare();
        int rankedCount = exploring ? settings.count() - 1 : settings.count();
        Reasons reasons = new Reasons(catalog, model, reader, profile);
        List<Pick> picks = new ArrayList<>();
        for (RankedCandidate chosen : selection.choose(rankedCount)) {
            picks.add(new Pick(
                    catalog.item(chosen.item()), chosen.features(), chosen.score(), false, 1, reasons.explain(chosen)));
        }
        if (exploring && picks.size() == rankedCount) {
            explore(ranked, selection, reader, context, reasons, picks);
        }
        return picks;
    }

    private List<RankedCandidate> rank(List<Candidate> candidates, FeatureExtractor extractor) {
        List<RankedCandidate> ranked = new ArrayList<>(candidates.size());
        for (int index = 0; index < candidates.size(); index++) {
            FeatureVector features = extractor.extract(index);
            ranked.add(new RankedCandidate(index, candidates.get(index).item(), features, model.score(features)));
        }
        ranked.sort(DiversitySelector::bestFirst);
        return ranked;
    }

    private void explore(
            List<RankedCandidate> ranked,
            DiversitySelector selection,
            Reader reader,
            SendContext context,
            Reasons reasons,
            List<Pick> picks) {
        List<RankedCandidate> selectable = selection.selectable(ranked, EXPLORATION_POOL);
        if (selectable.isEmpty()) {
            return;
        }
        RankedCandidate chosen = selectable.get(
                (int) (SeededRandom.uniform("item " + context.key() + " " + reader.userId()) * selectable.size()));
        picks.add(new Pick(
                catalog.item(chosen.item()),
                chosen.features(),
                chosen.score(),
                true,
                1.0 / selectable.size(),
                reasons.explainExploration(chosen)));
    }
}
