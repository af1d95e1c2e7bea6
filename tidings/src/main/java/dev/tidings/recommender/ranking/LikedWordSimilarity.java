package dev.tidings.recommender.ranking;

import dev.tidings.recommender.ranking.ReaderProfile.LikedItem;
import java.util.List;

/**
 * Compares items with the liked items of one reader, word by word. Reuses its work space for every reader. Not
 * thread-safe.
 */
final class LikedWordSimilarity {
    private static final int MAX_LIKED = 10;

    private final InvertedIndex index;
    private final float[] weightOfWord;

    LikedWordSimilarity(InvertedIndex index) {
        this.index = index;
        weightOfWord = new float[index.vocabularySize()];
    }

    /**
     * The largest and the second largest cosines with the ten most recent liked items; zero if there are fewer.
     *
     * @param nearest by position in the items
     * @param second by position in the items
     */
    record NearestLiked(float[] nearest, float[] second) {}

    /**
     * @param liked most recent first
     * @param items indexes of opportunities
     */
    NearestLiked nearest(List<LikedItem> liked, int... items) {
        NearestLiked result = new NearestLiked(new float[items.length], new float[items.length]);
        for (LikedItem likedItem : liked.subList(0, Math.min(MAX_LIKED, liked.size()))) {
            SparseVector vector = index.vector(likedItem.item());
            for (int i = 0; i < vector.size(); i++) {
                weightOfWord[vector.word(i)] = vector.weight(i) / index.norm(likedItem.item());
            }
            for (int i = 0; i < items.length; i++) {
                add(cosine(items[i]), i, result);
            }
            for (int i = 0; i < vector.size(); i++) {
                weightOfWord[vector.word(i)] = 0;
            }
        }
        return result;
    }

    private static void add(float cosine, int position, NearestLiked result) {
        if (cosine > result.nearest[position]) {
            result.second[position] = result.nearest[position];
            result.nearest[position] = cosine;
        } else {
            result.second[position] = Math.max(result.second[position], cosine);
        }
    }

    private float cosine(int item) {
        SparseVector vector = index.vector(item);
        float sum = 0;
        for (int i = 0; i < vector.size(); i++) {
            sum += weightOfWord[vector.word(i)] * vector.weight(i);
        }
        return sum / index.norm(item);
    }
}
