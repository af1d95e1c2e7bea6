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

    /** For each word of the vocabulary, its row among the words of the liked items plus one; zero between calls. */
    private final int[] rows;

    LikedWordSimilarity(InvertedIndex index) {
        this.index = index;
        rows = new int[index.vocabularySize()];
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
        List<LikedItem> recent = liked.subList(0, Math.min(MAX_LIKED, liked.size()));
        float[] weights = weights(recent);
        NearestLiked result = new NearestLiked(items.length);
        float[] cosines = new float[recent.size()];
        for (int i = 0; i < items.length; i++) {
            addCosines(items[i], weights, cosines);
            for (int k = 0; k < cosines.length; k++) {
                result.add(cosines[k], i);
                cosines[k] = 0;
            }
        }
        for (LikedItem likedItem : recent) {
            SparseVector vector = index.vector(likedItem.item());
            for (int i = 0; i < vector.size(); i++) {
                rows[vector.word(i)] = 0;
            }
        }
        return result;
    }

    /** The weights of the liked items' words: a row for each word, in it a weight for each item. Sets {@link #rows}. */
    private float[] weights(List<LikedItem> liked) {
        int words = 0;
        for (LikedItem likedItem : liked) {
            SparseVector vector = index.vector(likedItem.item());
            for (int i = 0; i < vector.size(); i++) {
                if (rows[vector.word(i)] == 0) {
                    rows[vector.word(i)] = ++words;
                }
            }
        }
        float[] weights = new float[words * liked.size()];
        for (int k = 0; k < liked.size(); k++) {
            int item = liked.get(k).item();
            SparseVector vector = index.vector(item);
            for (int i = 0; i < vector.size(); i++) {
                int row = rows[vector.word(i)] - 1;
                weights[row * liked.size() + k] = vector.weight(i) / index.norm(item);
            }
        }
        return weights;
    }

    /** Adds the item's cosine with each liked item. Reads the item's words once for all of them. */
    private void addCosines(int item, float[] weights, float[] cosines) {
        SparseVector vector = index.vector(item);
        float norm = index.norm(item);
        for (int i = 0; i < vector.size(); i++) {
            int row = rows[vector.word(i)] - 1;
            if (row >= 0) {
                float weight = vector.weight(i) / norm;
                for (int k = 0; k < cosines.length; k++) {
                    cosines[k] += weight * weights[row * cosines.length + k];
                }
            }
        }
    }
}
