package dev.tidings.recommender.ranking;

/**
 * A candidate of the first ranking stage for one reader.
 *
 * @param item index of the opportunity in the {@link OpportunityIndex}
 * @param declaredScore BM25 score against the declared terms
 * @param likedScore BM25 score against the terms of liked items
 * @param passedScore BM25 score against the terms of passed-over items
 * @param preference value by the reader's {@link WordPreference}
 * @param tagPreference the same by tags, disciplines and types alone
 * @param nearestLiked largest cosine with a liked item, by words
 * @param secondLiked second largest cosine with a liked item, by words
 */
record Candidate(
        int item,
        float declaredScore,
        float likedScore,
        float passedScore,
        float preference,
        float tagPreference,
        float nearestLiked,
        float secondLiked) {}
