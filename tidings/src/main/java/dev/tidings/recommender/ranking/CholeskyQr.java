package dev.tidings.recommender.ranking;

import java.util.Arrays;

/** Makes the columns of a tall matrix orthonormal, by Cholesky's factors of their products with each other. */
final class CholeskyQr {
    /** A column with less than this share of its length outside the columns before it is noise, and becomes zero. */
    private static final double NOISE = 1e-9;

    private CholeskyQr() {}

    /** @param matrix row by row, each as long as there are columns; changed in place */
    static void orthonormalize(float[][] matrix, int columns) {
        float[][] inverse = inverseOfFactor(gramMatrix(matrix, columns), columns);
        float[] row = new float[columns];
        for (float[] old : matrix) {
            Arrays.fill(row, 0);
            for (int i = 0; i < columns; i++) {
                float value = old[i];
                float[] factors = inverse[i];
                for (int j = i; j < columns; j++) {
                    row[j] += value * factors[j];
                }
            }
            System.arraycopy(row, 0, old, 0, columns);
        }
    }

    private static double[][] gramMatrix(float[][] matrix, int columns) {
        double[][] products = new double[columns][columns];
        for (float[] row : matrix) {
            for (int i = 0; i < columns; i++) {
                double value = row[i];
                double[] sums = products[i];
                for (int j = i; j < columns; j++) {
                    sums[j] += value * row[j];
                }
            }
        }
        return products;
    }

    /** The inverse of the upper triangle R with RᵀR = products; columns that are noise are zero in it. */
    private static float[][] inverseOfFactor(double[][] products, int n) {
        double[][] factor = new double[n][n];
        double[][] inverse = new double[n][n];
        for (int j = 0; j < n; j++) {
            double pivot = products[j][j];
            for (int i = 0; i < j; i++) {
                double sum = products[i][j];
                for (int k = 0; k < i; k++) {
                    sum -= factor[k][i] * factor[k][j];
                }
                double pivotOfI = factor[i][i];
                factor[i][j] = pivotOfI == 0 ? 0 : sum / pivotOfI;
                pivot -= factor[i][j] * factor[i][j];
            }
            boolean noise = pivot <= NOISE * products[j][j];
            factor[j][j] = noise ? 0 : Math.sqrt(pivot);
            if (!noise) {
                invertColumn(factor, inverse, j);
            }
        }
        float[][] rounded = new float[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                rounded[i][j] = (float) inverse[i][j];
            }
        }
        return rounded;
    }

    private static void invertColumn(double[][] factor, double[][] inverse, int j) {
        inverse[j][j] = 1 / factor[j][j];
        for (int i = 0; i < j; i++) {
            double sum = 0;
            for (int k = i; k < j; k++) {
                sum += inverse[i][k] * factor[k][j];
            }
            inverse[i][j] = -sum / factor[j][j];
        }
    }
}
