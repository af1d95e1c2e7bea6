package dev.tidings.recommender;

import dev.tidings.recommender.ranking.RankingModel;

/** A model under the number of its version. */
record VersionedModel(long version, RankingModel model) {}
