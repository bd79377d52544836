package io.temper.vaereg.map;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.temper.vaereg.LatentPrior;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The plane through a model's latent space in which its training samples vary most, with the samples in it: the first two
 * principal components of the means of q(z|x) (Jolliffe 2002; the paper's figures 4b and 7b).
 *
 * @param sha256 hash of the model's weights
 * @param centre mean of the encoded samples [latent size]
 * @param axes orthonormal, each with its sign such that C11 rises along it [2][latent size]
 * @param explained share of the samples' variance along each axis [2], 0..1
 * @param samples of the training part
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LatentMap(String sha256, double[] centre, double[][] axes, double[] explained, List<Sample> samples) {
    /** An encoded training sample: its place in the plane and its label C11 [GPa]. */
    public record Sample(double x, double y, double c11) {}

    /**
     * A Gaussian seen in the plane.
     *
     * @param xx variance along the first axis
     * @param xy covariance
     * @param yy variance along the second axis
     */
    public record Spread(double xx, double xy, double yy) {}

    public LatentMap {
        if (sha256 == null || centre == null || axes == null || explained == null || samples == null) {
            throw new IllegalArgumentException("a latent map without sha256, centre, axes, explained or samples");
        }
        if (axes.length != 2 || explained.length != 2 || !fit(centre, axes[0]) || !fit(centre, axes[1])) {
            throw new IllegalArgumentException(
                    "a latent map needs two axes as long as its centre, %d".formatted(centre.length));
        }
        samples = List.copyOf(samples);
    }

    private static boolean fit(double[] a, double[] b) {
        return a.length == b.length;
    }

    /**
     * The map of some encoded samples.
     *
     * @param z means of q(z|x) [samples][latent size]; not modified
     * @param c11 labels [GPa] [samples]; not modified
     * @throws IllegalArgumentException if there are fewer than three samples or all are the same
     */
    public static LatentMap of(String sha256, double[][] z, double[] c11) {
        if (z.length < 3 || z.length != c11.length) {
            throw new IllegalArgumentException(
                    "%d encoded samples with %d labels: at least 3 of each are needed".formatted(z.length, c11.length));
        }
        int d = z[0].length;
        double[] centre = mean(z);
        DMatrixRMaj Z = new DMatrixRMaj(z.length, d);
        for (int i = 0; i < z.length; i++) {
            for (int j = 0; j < d; j++) {
                Z.set(i, j, z[i][j] - centre[j]);
            }
        }
        DMatrixRMaj covariance = new DMatrixRMaj(d, d);
        CommonOps_DDRM.multInner(Z, covariance);
        CommonOps_DDRM.divide(covariance, z.length);
        double total = CommonOps_DDRM.trace(covariance);
        if (!(total > 0) || d < 2) {
            throw new IllegalArgumentException(
                    "%d samples of latent size %d span no plane: they are all the same".formatted(z.length, d));
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, true, true);
        if (!eigen.decompose(covariance)) {
            throw new IllegalStateException(
                    "principal components of %d encoded samples were not found".formatted(z.length));
        }
        int[] order = IntStream.range(0, d)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -eigen.getEigenvalue(j).getReal()))
                .mapToInt(Integer::intValue)
                .toArray();
        double[][] axes = new double[2][];
        double[] explained = new double[2];
        for (int a = 0; a < 2; a++) {
            axes[a] = risingWith(c11, Z, eigen.getEigenVector(order[a]));
            explained[a] = Math.max(0, eigen.getEigenvalue(order[a]).getReal()) / total;
        }
        LatentMap plane = new LatentMap(sha256, centre, axes, explained, List.of());
        List<Sample> samples = IntStream.range(0, z.length)
                .mapToObj(i -> {
                    double[] p = plane.project(z[i]);
                    return new Sample(p[0], p[1], c11[i]);
                })
                .toList();
        return new LatentMap(sha256, centre, axes, explained, samples);
    }

    private static double[] mean(double[][] z) {
        double[] mean = new double[z[0].length];
        for (double[] point : z) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += point[j] / z.length;
            }
        }
        return mean;
    }

    /** An eigenvector is one only up to its sign: this fixes it. */
    private static double[] risingWith(double[] c11, DMatrixRMaj Z, DMatrixRMaj axis) {
        DMatrixRMaj scores = new DMatrixRMaj(Z.numRows, 1);
        CommonOps_DDRM.mult(Z, axis, scores);
        double s = 0;
        for (int i = 0; i < c11.length; i++) {
            s += scores.get(i) * c11[i]; // the scores' mean is zero
        }
        double[] signed = axis.getData().clone();
        if (s < 0) {
            for (int j = 0; j < signed.length; j++) {
                signed[j] = -signed[j];
            }
        }
        return signed;
    }

    /** A latent point's place in the plane [2]. @throws IllegalArgumentException if it is of another latent size */
    public double[] project(double[] z) {
        if (z.length != centre.length) {
            throw new IllegalArgumentException(
                    "a latent point of %d numbers is none of a model with %d".formatted(z.length, centre.length));
        }
        double[] p = new double[2];
        for (int a = 0; a < 2; a++) {
            for (int j = 0; j < z.length; j++) {
                p[a] += axes[a][j] * (z[j] - centre[j]);
            }
        }
        return p;
    }

    /** A mode's spread in the plane: axes diag(exp(logVariance)) axes'. */
    public Spread spread(LatentPrior.Mode mode) {
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int j = 0; j < centre.length; j++) {
            double v = Math.exp(mode.logVariance()[j]);
            xx += v * axes[0][j] * axes[0][j];
            xy += v * axes[0][j] * axes[1][j];
            yy += v * axes[1][j] * axes[1][j];
        }
        return new Spread(xx, xy, yy);
    }
}
