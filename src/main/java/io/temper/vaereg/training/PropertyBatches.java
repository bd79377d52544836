package io.temper.vaereg.training;

import io.temper.vaereg.network.NetworkShape;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes what a step of {@link PropertyTraining} learns from. */
final class PropertyBatches {
    private final PropertyGraph graph;
    private final TrainingData data;
    private final DescriptorTable descriptors;
    private final int latent;

    PropertyBatches(PropertyGraph graph, TrainingData data, DescriptorTable descriptors, NetworkShape shape) {
        this.graph = graph;
        this.data = data;
        this.descriptors = descriptors;
        this.latent = shape.latent();
    }

    /**
     * The first half of the samples encoded, of the others a point of p(z|c) for their c.
     *
     * @param random for views and noise; without it samples are seen as they are, z is the mean
     */
    PropertyGraph.Rows rows(int[] indices, @Nullable RandomGenerator random) {
        TrainingData.Batch batch = data.batch(indices, random);
        int encoded = (indices.length + 1) / 2;
        float[] z = new float[indices.length * latent];
        float[] known = new float[indices.length];
        Arrays.fill(known, 0, encoded, 1);
        float[][] q = graph.encode(Arrays.copyOf(batch.x(), batch.x().length / indices.length * encoded), encoded);
        for (int i = 0; i < encoded * latent; i++) {
            z[i] = (float) (q[0][i] + (random == null ? 0 : Math.exp(q[1][i] / 2) * random.nextGaussian()));
        }
        int properties = batch.c().length / indices.length;
        for (int i = encoded; i < indices.length; i++) {
            float[] c = Arrays.copyOfRange(batch.c(), i * properties, (i + 1) * properties);
            point(graph.generate(c), random, z, i * latent);
        }
        return new PropertyGraph.Rows(z, batch.c(), descriptors.of(batch), known);
    }

    /** A point of a mode drawn by its weight: as often its mean as not, which is what inference decodes. */
    private void point(PropertyGraph.Mixture mixture, @Nullable RandomGenerator random, float[] z, int at) {
        int mode = mode(mixture.logWeights(), random);
        double scale = random == null || random.nextBoolean() ? 0 : random.nextDouble();
        for (int i = 0; i < latent; i++) {
            double noise = random == null ? 0 : random.nextGaussian();
            int j = mode * latent + i;
            z[at + i] = (float) (mixture.means()[j] + scale * Math.exp(mixture.logVars()[j] / 2) * noise);
        }
    }

    /** The likeliest without a random number. */
    private static int mode(float[] logWeights, @Nullable RandomGenerator random) {
        int likeliest = 0;
        double left = random == null ? Double.POSITIVE_INFINITY : random.nextDouble();
        for (int k = 0; k < logWeights.length; k++) {
            likeliest = logWeights[k] > logWeights[likeliest] ? k : likeliest;
            left -= Math.exp(logWeights[k]);
            if (left < 0) {
                return k;
            }
        }
        return likeliest;
    }
}
