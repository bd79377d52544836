package io.temper.vaereg.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;

/**
 * A decoder p(x|z) that ends in a {@link RandomField}: z says how wide each noise is smoothed along each axis, how much of each goes
 * into the field, and where the field is cut. The level cut of a random field is a morphology of its own in materials (Cahn 1965,
 * J. Chem. Phys. 42, 93), and fibres, layers and isotropic phases of any width are all within its reach (docs/adr/0011).
 */
final class RandomFieldDecoder {
    private static final int UNITS = 128;
    private static final int NOISES = 8;
    /** Smallest and largest standard deviation of the filters [voxels]. */
    private static final double NARROWEST = 0.5;

    private static final double WIDEST = 20;
    /** Of the logit at the interface, at first. */
    private static final double START_STEEPNESS = 8;
    /** Keeps weights that all vanish from being divided by 0. */
    private static final float LEAST_SQUARE = 1e-6f;

    private final Ops tf;
    private final Parameters parameters;
    private final Layers layers;
    private final int latent;

    RandomFieldDecoder(Ops tf, Parameters parameters, int latent) {
        this.tf = tf;
        this.parameters = parameters;
        this.layers = new Layers(tf, parameters);
        this.latent = latent;
    }

    /** @param z [n, latent]; returns the logit of the hard phase [n, 51, 51, 51] */
    Operand<TFloat32> decode(Operand<TFloat32> z) {
        Operand<TFloat32> h = layers.leaky(layers.dense(z, "decoder.dense1", latent, UNITS, 1, 0));
        h = layers.leaky(layers.dense(h, "decoder.dense2", UNITS, UNITS, 1, 0));
        Operand<TFloat32> field = new RandomField(tf, NOISES).of(sigma(h), weights(h));
        Operand<TFloat32> level = tf.reshape(head(h, "decoder.level", 1, 0), tf.constant(new int[] {-1, 1, 1, 1}));
        Operand<TFloat32> steepness =
                tf.math.exp(parameters.create(NetworkShape.STEEPNESS, i -> Math.log(START_STEEPNESS), 1));
        return tf.math.mul(tf.math.add(field, level), steepness);
    }

    /** [n, noises, 3], between the narrowest and the widest. */
    private Operand<TFloat32> sigma(Operand<TFloat32> h) {
        Operand<TFloat32> place = tf.math.sigmoid(head(h, "decoder.sigma", 3 * NOISES, 0));
        Operand<TFloat32> log =
                tf.math.add(tf.math.mul(place, tf.constant((float) Math.log(WIDEST / NARROWEST))), tf.constant((float)
                        Math.log(NARROWEST)));
        return tf.reshape(tf.math.exp(log), tf.constant(new int[] {-1, NOISES, 3}));
    }

    /** [n, noises], of length 1. */
    private Operand<TFloat32> weights(Operand<TFloat32> h) {
        Operand<TFloat32> weights = head(h, "decoder.noises", NOISES, 1);
        Operand<TFloat32> square = tf.sum(tf.math.square(weights), tf.constant(1), Sum.keepDims(true));
        return tf.math.mul(weights, tf.math.rsqrt(tf.math.add(square, tf.constant(LEAST_SQUARE))));
    }

    private Operand<TFloat32> head(Operand<TFloat32> h, String name, int out, double bias) {
        return layers.dense(h, name, UNITS, out, Layers.HEAD_GAIN, bias);
    }
}
