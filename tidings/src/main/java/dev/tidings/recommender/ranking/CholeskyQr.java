package dev.tidings.recommender.ranking;

import java.util.Arrays;

/** Orthonormalizes the columns of a tall matrix through the Cholesky factor of its Gram matrix (CholeskyQR). */
final class CholeskyQr {
    /**
     * A column whose squared length outside the span of earlier columns is below this share is noise. It becomes zero.
     */
    private static final double NOISE = 1e-9;

    private CholeskyQr() {}

    /**
     * Works in place.
     *
     * @param matrix rows of {@code columns} values each
     */
    static void orthonormalize(float[][] matrix, int columns) {
        float[][] inverse = inverseOfFactor(gramMatrix(matrix, columns), columns);
        float[] row = new float[columns];
        for (float[] source : matrix) {
            Arrays.fill(row, 0);
            for (int i = 0; i < columns; i++) {
                float value = source[i];
                float[] factors = inverse[i];
                for (int j = i; j < columns; j++) {
                    row[j] += value * factors[j];
                }
            }
            System.arraycopy(row, 0, source, 0, columns);
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

    /** The inverse of the upper triangular R with RᵀR = products. Noise columns are zero. */
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
                double diagonal = factor[i][i];
                factor[i][j] = diagonal == 0 ? 0 : sum / diagonal;
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
