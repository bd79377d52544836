package io.temper.vaereg.network;

import java.util.List;
import java.util.random.RandomGenerator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The paper's network (appendix A, tables 2, 3 and 5) as a TensorFlow graph: encoder and regressor q(z|x), q(c|x) on a
 * common convolutional trunk, generator p(z|c), decoder p(x|z).
 *
 * <p>Where the tables are silent: kernels are 3x3x3, and the microstructure is periodic, so every convolution wraps around its
 * edges ({@link Periodic}). The generator of a vector has more hidden units than the paper's eight, and the decoder need not be
 * the paper's ({@link NetworkShape.Decoder}).
 * Building the same part twice in one graph is an error, since its weights would be made twice.
 */
public final class VaeRegNetwork {
    private static final int[] ENCODER_FILTERS = {16, 32, 64, 128, 256};
    /** Width of what encoder and regressors share. */
    public static final int TRUNK = 2048;

    private static final List<Long> UNIT = List.of(1L, 1L, 1L, 1L, 1L);
    private static final List<Long> DOUBLE = List.of(1L, 2L, 2L, 2L, 1L);
    private static final double START_Z_LOG_VARIANCE = -3;
    private static final double START_C_LOG_VARIANCE = -4;
    private static final double START_PRIOR_LOG_VARIANCE = -1;

    private final Ops tf;
    private final Parameters parameters;
    private final NetworkShape shape;
    private final RandomGenerator random;
    private final Periodic periodic;
    private final Layers layers;

    /** What the trunk makes of x [n, {@link #TRUNK}], and q(z|x): mean and log variance [n, latent]. */
    public record Encoding(Operand<TFloat32> trunk, Operand<TFloat32> zMean, Operand<TFloat32> zLogVar) {}

    /** q(c|x): mean and log variance [n, properties]. */
    public record Regression(Operand<TFloat32> mean, Operand<TFloat32> logVar) {}

    /** p(z|c): log weights [n, K], means and log variances [n, K, latent]. */
    public record Prior(Operand<TFloat32> logWeights, Operand<TFloat32> means, Operand<TFloat32> logVars) {}

    public VaeRegNetwork(Ops tf, Parameters parameters, NetworkShape shape, RandomGenerator random) {
        this.tf = tf;
        this.parameters = parameters;
        this.shape = shape;
        this.random = random;
        this.periodic = new Periodic(tf);
        this.layers = new Layers(tf, parameters);
    }

    /** @param x microstructures [n, 51, 51, 51], 0 or 1 */
    public Encoding encode(Operand<TFloat32> x) {
        int n = NetworkShape.GRID;
        Operand<TFloat32> h = tf.reshape(x, tf.constant(new int[] {-1, n, n, n, 1}));
        int in = 1;
        for (int i = 0; i < ENCODER_FILTERS.length; i++) {
            h = pooledConvolution(h, "encoder.conv" + (i + 1), n, in, ENCODER_FILTERS[i]);
            n /= 2;
            in = ENCODER_FILTERS[i];
        }
        h = tf.nn.relu(layers.dense(tf.reshape(h, tf.constant(new int[] {-1, in})), "encoder.dense1", in, TRUNK, 1, 0));
        return new Encoding(
                h,
                branch(h, "encoder.z_mean", shape.latent(), 0),
                branch(h, "encoder.z_log_var", shape.latent(), START_Z_LOG_VARIANCE));
    }

    /** The paper's regressor, on the trunk that it shares with q(z|x): what training conditions the generator on. */
    public Regression regress(Encoding encoding) {
        return new Regression(
                branch(encoding.trunk(), "encoder.c_mean", shape.properties(), 0),
                branch(
                        tf.stopGradient(encoding.trunk()),
                        "encoder.c_log_var",
                        shape.properties(),
                        START_C_LOG_VARIANCE));
    }

    /**
     * The regressor that predicts: it also sees the two-point statistics, which tell more of the stiffness than the trunk
     * finds by itself in a training of this length.
     *
     * @param trunk [n, {@link #TRUNK}]
     * @param descriptors of x [n, {@link Descriptors#COUNT}]
     */
    public Regression predict(Operand<TFloat32> trunk, Operand<TFloat32> descriptors) {
        int count = Descriptors.COUNT;
        Operand<TFloat32> mean = parameters.create("regressor.descriptor_mean", i -> 0, count);
        Operand<TFloat32> deviation = parameters.create("regressor.descriptor_deviation", i -> 1, count);
        Operand<TFloat32> standardised = tf.math.div(tf.math.sub(descriptors, mean), deviation);
        Operand<TFloat32> seen = tf.concat(List.of(trunk, standardised), tf.constant(1));
        Operand<TFloat32> h = tf.nn.relu(layers.dense(seen, "regressor.dense1", TRUNK + count, 512, 1, 0));
        h = tf.nn.relu(layers.dense(h, "regressor.dense2", 512, 256, 1, 0));
        return new Regression(
                layers.dense(h, "regressor.mean", 256, shape.properties(), Layers.HEAD_GAIN, 0),
                layers.dense(
                        tf.stopGradient(h),
                        "regressor.log_var",
                        256,
                        shape.properties(),
                        Layers.HEAD_GAIN,
                        START_C_LOG_VARIANCE));
    }

    /** Pooling before bias and activation gives the same numbers, both being monotone, at an eighth of their cost. */
    private Operand<TFloat32> pooledConvolution(Operand<TFloat32> h, String name, int size, int in, int out) {
        Operand<TFloat32> kernel = parameters.kernel(name + ".kernel", 27.0 * in, 27.0 * out, 1, 3, 3, 3, in, out);
        h = tf.nn.maxPool3d(tf.nn.conv3d(periodic.pad(h, size), kernel, UNIT, "VALID"), DOUBLE, DOUBLE, "VALID");
        return layers.leaky(tf.nn.biasAdd(h, parameters.bias(name + ".bias", 0, out)));
    }

    private Operand<TFloat32> branch(Operand<TFloat32> h, String name, int out, double bias) {
        h = tf.nn.relu(layers.dense(h, name + ".dense", TRUNK, 1024, 1, 0));
        return layers.dense(h, name, 1024, out, Layers.HEAD_GAIN, bias);
    }

    /** @param c standardised log properties [n, properties] */
    public Prior generate(Operand<TFloat32> c) {
        int k = shape.modes();
        int l = shape.latent();
        int hidden = shape.generatorUnits();
        Operand<TFloat32> kernel =
                parameters.kernel("generator.dense.kernel", shape.properties(), hidden, 1, shape.properties(), hidden);
        // spread the tanh units over the range of c, or they all bend at its mean
        Operand<TFloat32> bias = parameters.create("generator.dense.bias", i -> 0.7 * random.nextGaussian(), hidden);
        Operand<TFloat32> h = tf.math.tanh(tf.nn.biasAdd(tf.linalg.matMul(c, kernel), bias));
        Operand<TFloat32> means = tf.nn.biasAdd(
                tf.linalg.matMul(
                        h, parameters.kernel("generator.means.kernel", hidden, k * l, 0.2, hidden, (long) k * l)),
                parameters.create("generator.means.bias", i -> random.nextBoolean() ? 0.5 : -0.5, (long) k * l));
        Operand<TFloat32> logVars =
                layers.dense(h, "generator.log_vars", hidden, k * l, 0.02, START_PRIOR_LOG_VARIANCE);
        return new Prior(
                tf.nn.logSoftmax(layers.dense(h, "generator.weights", hidden, k, Layers.HEAD_GAIN, 0)),
                tf.reshape(means, tf.constant(new int[] {-1, k, l})),
                tf.reshape(logVars, tf.constant(new int[] {-1, k, l})));
    }

    /** @param z [n, latent]; returns the logit of the hard phase [n, 51, 51, 51] */
    public Operand<TFloat32> decode(Operand<TFloat32> z) {
        return switch (shape.decoder()) {
            case RANDOM_FIELD -> new RandomFieldDecoder(tf, parameters, shape.latent()).decode(z);
            case CONVOLUTIONS -> new ConvolutionalDecoder(tf, parameters, shape.latent()).decode(z);
        };
    }

    /** Guesses the descriptors of x from z: lets z carry structure before a decoder exists. [n, count] */
    public Operand<TFloat32> auxiliary(Operand<TFloat32> z, int count) {
        Operand<TFloat32> h = layers.leaky(layers.dense(z, "auxiliary.dense", shape.latent(), 64, 1, 0));
        return layers.dense(h, "auxiliary.descriptors", 64, count, Layers.HEAD_GAIN, 0);
    }
}
