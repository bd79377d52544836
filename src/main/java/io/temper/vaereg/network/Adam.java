package io.temper.vaereg.network;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Adam (Kingma and Ba 2015) over some parameters of a graph, gradients clipped by their global norm.
 *
 * <p>Moments live in a {@link Parameters} of their own, so that a checkpoint holds them.
 */
public final class Adam {
    /** The paper's decay rates (section 4). */
    static final double BETA1 = 0.75;

    static final double BETA2 = 0.999;
    private static final float EPSILON = 1e-8f;

    /** Parameters that share a learning rate: the step's rate times {@code rateFactor}. */
    public record Group(double rateFactor, List<Parameters.Parameter> parameters) {}

    private final Placeholder<TFloat32> rate;
    private final Placeholder<TFloat32> beta1Power;
    private final Placeholder<TFloat32> beta2Power;
    private final Op step;

    /**
     * @param name of this optimiser within the graph: prefix of its moments
     * @param moments where first and second moments are made, as {@code name.m...} and {@code name.v...}
     * @param clipNorm largest global norm of the gradients
     */
    public Adam(
            Ops tf,
            Graph graph,
            String name,
            Operand<TFloat32> loss,
            List<Group> groups,
            double clipNorm,
            Parameters moments) {
        rate = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        beta1Power = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        beta2Power = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        List<Parameters.Parameter> all =
                groups.stream().flatMap(g -> g.parameters().stream()).toList();
        Output<?>[] gradients = graph.addGradients(
                loss.asOutput(), all.stream().map(p -> p.value().asOutput()).toArray(Output<?>[]::new));
        Operand<TFloat32> clip = clipFactor(tf, gradients, clipNorm);
        List<Op> updates = new ArrayList<>();
        int i = 0;
        for (Group group : groups) {
            Operand<TFloat32> groupRate = tf.math.mul(rate, tf.constant((float) group.rateFactor()));
            for (Parameters.Parameter p : group.parameters()) {
                updates.add(update(tf, name, p, tf.math.mul(typed(gradients[i++]), clip), groupRate, moments));
            }
        }
        step = tf.withControlDependencies(updates).noOp();
    }

    private Op update(
            Ops tf,
            String name,
            Parameters.Parameter p,
            Operand<TFloat32> gradient,
            Operand<TFloat32> groupRate,
            Parameters moments) {
        long[] shape = p.shape().asArray();
        return tf.train.applyAdam(
                p.value(),
                moments.create(name + ".m." + p.name(), j -> 0, shape),
                moments.create(name + ".v." + p.name(), j -> 0, shape),
                beta1Power,
                beta2Power,
                groupRate,
                tf.constant((float) BETA1),
                tf.constant((float) BETA2),
                tf.constant(EPSILON),
                gradient);
    }

    private static Operand<TFloat32> clipFactor(Ops tf, Output<?>[] gradients, double clipNorm) {
        List<Operand<TFloat32>> squares = new ArrayList<>();
        for (Output<?> g : gradients) {
            squares.add(tf.nn.l2Loss(typed(g)));
        }
        Operand<TFloat32> norm = tf.math.sqrt(tf.math.mul(tf.constant(2f), tf.math.addN(squares)));
        Operand<TFloat32> limit = tf.constant((float) clipNorm);
        return tf.math.div(limit, tf.math.maximum(norm, limit));
    }

    @SuppressWarnings("unchecked")
    private static Operand<TFloat32> typed(Output<?> output) {
        return (Operand<TFloat32>) (Operand<?>) output;
    }

    /** Adds one step to a run. @param count number of this optimiser's step, from 1; sets the bias correction */
    public void addTo(Feeds feeds, double learningRate, long count) {
        feeds.scalar(rate, learningRate)
                .scalar(beta1Power, Math.pow(BETA1, count))
                .scalar(beta2Power, Math.pow(BETA2, count))
                .target(step);
    }
}
