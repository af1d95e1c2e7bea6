package dev.tidings.content.recommendation.bot;

/** Weights of a few words out of very many. */
final class SparseVector {
    private final int[] words;
    private final float[] weights;

    SparseVector(int[] words, float[] weights) {
        this.words = words;
        this.weights = weights;
    }

    int size() {
        return words.length;
    }

    int word(int i) {
        return words[i];
    }

    float weight(int i) {
        return weights[i];
    }

    float sum() {
        float sum = 0;
        for (float weight : weights) {
            sum += weight;
        }
        return sum;
    }

    float norm() {
        float sum = 0;
        for (float weight : weights) {
            sum += weight * weight;
        }
        return (float) Math.sqrt(sum);
    }

    SparseVector scaled(float scale) {
        float[] scaled = weights.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= scale;
        }
        return new SparseVector(words, scaled);
    }
}
