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

    /** The largest and the second largest cosines with the ten most recent liked items; zero if there are fewer. */
    static final class NearestLiked {
        private final float[] nearest;
        private final float[] second;

        private NearestLiked(int size) {
            nearest = new float[size];
            second = new float[size];
        }

        private void add(float cosine, int position) {
            if (cosine > nearest[position]) {
                second[position] = nearest[position];
                nearest[position] = cosine;
            } else {
                second[position] = Math.max(second[position], cosine);
            }
        }

        /** @param position in the compared items */
        float nearest(int position) {
            return nearest[position];
        }

        /** @param position in the compared items */
        float second(int position) {
            return second[position];
        }
    }

    /**
     * @param liked most recent first
     * @param items indexes of opportunities
     */
    NearestLiked nearest(List<LikedItem> liked, int... items) {
        NearestLiked result = new NearestLiked(items.length);
        for (LikedItem likedItem : liked.subList(0, Math.min(MAX_LIKED, liked.size()))) {
            SparseVector vector = index.vector(likedItem.item());
            for (int i = 0; i < vector.size(); i++) {
                weightOfWord[vector.word(i)] = vector.weight(i) / index.norm(likedItem.item());
            }
            for (int i = 0; i < items.length; i++) {
                result.add(cosine(items[i]), i);
            }
            for (int i = 0; i < vector.size(); i++) {
                weightOfWord[vector.word(i)] = 0;
            }
        }
        return result;
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
