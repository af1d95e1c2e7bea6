package dev.tidings.content.recommendation.bot;

import java.util.Arrays;

/** Makes the columns of a tall matrix orthonormal, by Cholesky's factors of their products with each other. */
final class Orthogonal {
    /** A column with less than this share of its length outside the columns before it is noise, and becomes zero. */
    private static final double NOISE = 1e-9;

    private Orthogonal() {}

    /** @param matrix row by row, each as long as there are columns; changed in place */
    static void make(float[] matrix, int columns) {
        float[] inverse = inverseOfFactor(products(matrix, columns), columns);
        float[] row = new float[columns];
        for (int at = 0; at < matrix.length; at += columns) {
            Arrays.fill(row, 0);
            for (int i = 0; i < columns; i++) {
                float value = matrix[at + i];
                for (int j = i; j < columns; j++) {
                    row[j] += value * inverse[i * columns + j];
                }
            }
            System.arraycopy(row, 0, matrix, at, columns);
        }
    }

    private static double[] products(float[] matrix, int columns) {
        double[] products = new double[columns * columns];
        for (int at = 0; at < matrix.length; at += columns) {
            for (int i = 0; i < columns; i++) {
                double value = matrix[at + i];
                for (int j = i; j < columns; j++) {
                    products[i * columns + j] += value * matrix[at + j];
                }
            }
        }
        return products;
    }

    /** The inverse of the upper triangle R with RᵀR = products; columns that are noise are zero in it. */
    private static float[] inverseOfFactor(double[] products, int n) {
        double[] factor = new double[n * n];
        double[] inverse = new double[n * n];
        for (int j = 0; j < n; j++) {
            double pivot = products[j * n + j];
            for (int i = 0; i < j; i++) {
                double sum = products[i * n + j];
                for (int k = 0; k < i; k++) {
                    sum -= factor[k * n + i] * factor[k * n + j];
                }
                double pivotOfI = factor[i * n + i];
                factor[i * n + j] = pivotOfI == 0 ? 0 : sum / pivotOfI;
                pivot -= factor[i * n + j] * factor[i * n + j];
            }
            boolean noise = pivot <= NOISE * products[j * n + j];
            factor[j * n + j] = noise ? 0 : Math.sqrt(pivot);
            if (!noise) {
                invertColumn(factor, inverse, j, n);
            }
        }
        float[] rounded = new float[n * n];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) inverse[i];
        }
        return rounded;
    }

    private static void invertColumn(double[] factor, double[] inverse, int j, int n) {
        inverse[j * n + j] = 1 / factor[j * n + j];
        for (int i = 0; i < j; i++) {
            double sum = 0;
            for (int k = i; k < j; k++) {
                sum += inverse[i * n + k] * factor[k * n + j];
            }
            inverse[i * n + j] = -sum / factor[j * n + j];
        }
    }
}
