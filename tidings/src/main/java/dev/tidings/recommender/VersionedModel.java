package dev.tidings.recommender;

import dev.tidings.recommender.ranking.RankingModel;

/** A model with its version id. */
record VersionedModel(long version, RankingModel model) {}
