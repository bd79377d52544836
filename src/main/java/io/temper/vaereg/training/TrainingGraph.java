package io.temper.vaereg.training;

import io.temper.vaereg.device.TensorFlowRuntime;
import io.temper.vaereg.network.Adam;
import io.temper.vaereg.network.Descriptors;
import io.temper.vaereg.network.Feeds;
import io.temper.vaereg.network.Losses;
import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.network.Parameters;
import io.temper.vaereg.network.VaeRegNetwork;
import io.temper.vaereg.style.StyleLoss;
import io.temper.vaereg.training.TrainingSettings.Stage;
import io.temper.vaereg.training.TrainingSettings.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The graph that is trained: network, terms of the loss, one optimiser per stage. */
final class TrainingGraph implements AutoCloseable {
    private static final double CLIP_NORM = 5;

    /** Names of the terms of the loss that are reported, in order. */
    static final List<String> TERMS = List.of("total", "regression", "style", "kl", "auxiliary");
    /** Place of the style loss among them. */
    static final int STYLE = 2;

    /** Statistics of the descriptors over the training set, [count] each. */
    record DescriptorScale(float[] mean, float[] deviation, float[] weight) {
        /** The scale that a model was trained with: its regressor's standardisation tells it. */
        static DescriptorScale of(Map<String, float[]> weights) {
            float[] mean = Objects.requireNonNull(weights.get("regressor.descriptor_mean"));
            float[] deviation = Objects.requireNonNull(weights.get("regressor.descriptor_deviation"));
            double correlations = 0;
            for (int d = 1; d < deviation.length; d++) {
                correlations += (double) deviation[d] * deviation[d];
            }
            float[] weight = new float[deviation.length];
            Arrays.fill(weight, (float) (1 / correlations));
            weight[0] = 1 / (deviation[0] * deviation[0]);
            return new DescriptorScale(mean, deviation, weight);
        }
    }

    final NetworkShape shape;
    final Parameters parameters;
    final Parameters moments;
    final Session session;
    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);

    final Placeholder<TFloat32> x;
    final Placeholder<TFloat32> c;
    final Placeholder<TFloat32> noise;
    final Placeholder<TFloat32> target;
    final Placeholder<TFloat32> temperature;
    final Placeholder<TFloat32> klWeight;
    final VaeRegNetwork.Encoding encoding;
    final Operand<TFloat32> logits;
    final List<Operand<TFloat32>> encoderTerms;
    final List<Operand<TFloat32>> jointTerms;
    final Map<Stage, Adam> optimisers = new EnumMap<>(Stage.class);

    /** Slices that a Gram style loss looks at in a step [3, s]; null where descriptors are compared. */
    final @Nullable Placeholder<TInt32> slices;

    TrainingGraph(NetworkShape shape, TrainingSettings settings, DescriptorScale scale) {
        this(shape, settings, scale, null);
    }

    /** @param grams what compares textures in place of the descriptors; null for those */
    TrainingGraph(NetworkShape shape, TrainingSettings settings, DescriptorScale scale, @Nullable StyleLoss grams) {
        TensorFlowRuntime.prepareTraining();
        this.shape = shape;
        SplittableRandom random = new SplittableRandom(settings.seed());
        parameters = new Parameters(tf, Parameters.Precision.SINGLE, random);
        moments = new Parameters(tf, Parameters.Precision.SINGLE, random);
        int n = NetworkShape.GRID;
        x = batch(n, n, n);
        c = batch(shape.properties());
        noise = batch(shape.latent());
        target = batch(scale.mean().length);
        temperature = scalar();
        klWeight = scalar();

        VaeRegNetwork network = new VaeRegNetwork(tf, parameters, shape, random);
        Losses losses = new Losses(tf);
        encoding = network.encode(x);
        VaeRegNetwork.Regression predicted = network.regress(encoding);
        Operand<TFloat32> z = losses.sample(encoding.zMean(), encoding.zLogVar(), noise);
        Weights w = settings.weights();
        // a mean that no label holds would carry z past the prior: without regression there is one p(z), as of a plain
        // VAE
        VaeRegNetwork.Prior prior =
                network.generate(w.regression() == 0 ? tf.zerosLike(predicted.mean()) : predicted.mean());
        Operand<TFloat32> regression = losses.meanSquare(predicted.mean(), c);
        Operand<TFloat32> variance = losses.varianceLikelihood(c, predicted.mean(), predicted.logVar());
        Operand<TFloat32> kl = losses.mixtureKl(encoding.zMean(), encoding.zLogVar(), prior, temperature);
        Operand<TFloat32> weight = tf.constant(scale.weight());
        Operand<TFloat32> guess = tf.math.add(
                tf.math.mul(network.auxiliary(z, scale.mean().length), tf.constant(scale.deviation())),
                tf.constant(scale.mean()));
        Operand<TFloat32> auxiliary = losses.weightedSquare(guess, target, weight);
        logits = network.decode(z);
        Operand<TFloat32> decoded = tf.math.sigmoid(logits);
        Operand<TFloat32> style;
        if (grams == null) {
            slices = null;
            style = losses.weightedSquare(Descriptors.of(tf, decoded), target, weight);
        } else {
            slices = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(3, grams.slicesPerAxis())));
            style = grams.build(tf, decoded, x, slices);
        }

        Operand<TFloat32> noStyle = tf.constant(0f);
        Operand<TFloat32> encoderLoss = sum(
                scaled(regression, w.regression()),
                tf.math.mul(kl, klWeight),
                scaled(auxiliary, w.auxiliary()),
                scaled(variance, w.variance()));
        Operand<TFloat32> jointLoss = tf.math.add(encoderLoss, scaled(style, w.style()));
        encoderTerms = List.of(encoderLoss, regression, noStyle, kl, auxiliary);
        jointTerms = List.of(jointLoss, regression, style, kl, auxiliary);

        optimisers.put(Stage.ENCODER, adam("a", encoderLoss, group(1, "encoder.", "generator.", "auxiliary.")));
        optimisers.put(Stage.DECODER, adam("d", style, group(1, "decoder.")));
        optimisers.put(
                Stage.JOINT,
                adam(
                        "j",
                        jointLoss,
                        group(0.1, "encoder.", "auxiliary."),
                        group(0.5, "generator."),
                        group(1, "decoder.")));
        session = new Session(graph, TensorFlowRuntime.threads(settings.threads()));
        parameters.assign(session, parameters.initialValues());
        moments.assign(session, moments.initialValues());
    }

    private Adam adam(String name, Operand<TFloat32> loss, Adam.Group... groups) {
        return new Adam(tf, graph, name, loss, List.of(groups), CLIP_NORM, moments);
    }

    private Adam.Group group(double factor, String... prefixes) {
        return new Adam.Group(factor, parameters.named(prefixes));
    }

    private Placeholder<TFloat32> batch(long... dimensions) {
        List<Long> all = new ArrayList<>(List.of(-1L));
        for (long d : dimensions) {
            all.add(d);
        }
        return tf.placeholder(
                TFloat32.class,
                Placeholder.shape(
                        Shape.of(all.stream().mapToLong(Long::longValue).toArray())));
    }

    private Placeholder<TFloat32> scalar() {
        return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    }

    private Operand<TFloat32> scaled(Operand<TFloat32> term, double weight) {
        return tf.math.mul(term, tf.constant((float) weight));
    }

    @SafeVarargs
    private Operand<TFloat32> sum(Operand<TFloat32>... terms) {
        return tf.math.addN(List.of(terms));
    }

    /** What the trunk makes of some cells [count * {@link VaeRegNetwork#TRUNK}]. */
    float[] trunk(float[] voxels, int count) {
        int n = NetworkShape.GRID;
        try (Feeds feeds = new Feeds(session)) {
            return feeds.feed(x, voxels, count, n, n, n).fetch(encoding.trunk()).run()[0];
        }
    }

    /** Weights and optimiser moments, by name. */
    Map<String, float[]> state() {
        Map<String, float[]> state = new LinkedHashMap<>(parameters.values(session, ""));
        state.putAll(moments.values(session, ""));
        return state;
    }

    /** Restores what {@link #state} returned. */
    void restore(Map<String, float[]> state) {
        Map<String, float[]> weights = new LinkedHashMap<>(state);
        Map<String, float[]> slots = new LinkedHashMap<>(state);
        weights.keySet().retainAll(parameters.initialValues().keySet());
        slots.keySet().retainAll(moments.initialValues().keySet());
        if (weights.size() + slots.size() != state.size()
                || weights.size() != parameters.initialValues().size()
                || slots.size() != moments.initialValues().size()) {
            throw new IllegalArgumentException(
                    "the checkpoint holds %d arrays, the network has %d: it is another network's"
                            .formatted(
                                    state.size(),
                                    parameters.initialValues().size()
                                            + moments.initialValues().size()));
        }
        parameters.assign(session, weights);
        moments.assign(session, slots);
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
