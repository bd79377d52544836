package io.temper.vaereg.cnn;

import io.temper.material.CubeSymmetry;
import io.temper.material.Microstructure;
import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.network.Tensors;
import io.temper.vaereg.training.TrainingData;
import java.util.List;

/**
 * The 3-D convolutional network for regression alone that VAE-Reg is compared with (Yang et al. 2018, Computational
 * Materials Science 151, 278-287): five 3^3 convolutions of 16 to 256 filters, each followed by average pooling, dense
 * layers of 2048 and 1024, and an output per property. It has no latent space and infers nothing.
 *
 * <p>Trained by mean squared error of standardised logarithms. Not for several threads at once; close it to free native
 * memory.
 */
public final class RegressionCnn implements AutoCloseable {
    /** Corners that the network sees a periodic cell from, as VAE-Reg does; its answers are averaged. */
    private static final int[][] ORIGINS = {{0, 0, 0}, {13, 26, 38}, {26, 38, 13}, {38, 13, 26}};

    private final RegressionCnnGraph graph;
    private final double[] logMean;
    private final double[] logDeviation;
    private final double validationError;

    private RegressionCnn(RegressionCnnGraph graph, TrainingData data, double validationError) {
        this.graph = graph;
        this.logMean = data.logMean();
        this.logDeviation = data.logDeviation();
        this.validationError = validationError;
    }

    /** Trains on the TRAIN part, stops and chooses the weights by the VALIDATION part. */
    public static RegressionCnn train(
            TrainingData data, RegressionCnnSettings settings, RegressionCnnListener listener) {
        RegressionCnnGraph graph = new RegressionCnnGraph(data.properties().size(), settings);
        try {
            return new RegressionCnn(graph, data, new RegressionCnnTrainer(graph, data, settings, listener).train());
        } catch (RuntimeException e) {
            graph.close();
            throw e;
        }
    }

    /** Mean squared error of the standardised validation targets, of the weights kept [-]. */
    public double validationError() {
        return validationError;
    }

    /**
     * Predicted properties [microstructures][properties], GPa.
     *
     * @throws IllegalArgumentException if a microstructure is not of 51 x 51 x 51 voxels
     */
    public double[][] predict(List<Microstructure> microstructures) {
        return microstructures.stream().map(this::predict).toArray(double[][]::new);
    }

    private double[] predict(Microstructure m) {
        int n = NetworkShape.GRID;
        if (m.nx() != n || m.ny() != n || m.nz() != n) {
            throw new IllegalArgumentException("%s: the network takes %d x %d x %d voxels".formatted(m, n, n, n));
        }
        float[] x = new float[ORIGINS.length * m.size()];
        for (int i = 0; i < ORIGINS.length; i++) {
            Tensors.voxels(m, CubeSymmetry.IDENTITY, ORIGINS[i], x, i * m.size());
        }
        float[] c = graph.predict(x, ORIGINS.length);
        double[] values = new double[logMean.length];
        for (int i = 0; i < c.length; i++) {
            values[i % values.length] += c[i] / ORIGINS.length;
        }
        for (int p = 0; p < values.length; p++) {
            values[p] = Math.exp(logMean[p] + logDeviation[p] * values[p]);
        }
        return values;
    }

    @Override
    public void close() {
        graph.close();
    }
}
