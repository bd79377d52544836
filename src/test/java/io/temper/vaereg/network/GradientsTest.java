package io.temper.vaereg.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.temper.vaereg.device.TensorFlowRuntime;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat64;

/** The gradients that graph mode lacks, against central differences in double precision. */
class GradientsTest {
    private static final List<Long> UNIT = List.of(1L, 1L, 1L, 1L, 1L);
    private static final List<Long> DOUBLE = List.of(1L, 2L, 2L, 2L, 1L);

    record Case(String name, long[] x, long[] kernel, Build build) {
        @Override
        public String toString() {
            return name;
        }
    }

    interface Build extends BiFunction<Ops, List<Operand<TFloat64>>, Operand<TFloat64>> {}

    static List<Arguments> cases() {
        return List.of(
                Arguments.of(new Case(
                        "convolution",
                        new long[] {2, 5, 4, 3, 2},
                        new long[] {3, 3, 3, 2, 3},
                        (tf, in) -> tf.nn.conv3d(in.get(0), in.get(1), UNIT, "SAME"))),
                Arguments.of(new Case(
                        "strided convolution",
                        new long[] {1, 6, 5, 4, 2},
                        new long[] {3, 3, 3, 2, 2},
                        (tf, in) -> tf.nn.conv3d(in.get(0), in.get(1), DOUBLE, "SAME"))),
                Arguments.of(new Case(
                        "transposed convolution",
                        new long[] {2, 3, 2, 4, 3},
                        new long[] {4, 4, 4, 2, 3},
                        (tf, in) -> tf.nn.conv3dBackpropInput(
                                tf.constant(new int[] {2, 6, 4, 8, 2}), in.get(1), in.get(0), DOUBLE, "SAME"))),
                Arguments.of(new Case(
                        "widening convolution",
                        new long[] {1, 3, 3, 3, 2},
                        new long[] {4, 4, 4, 1, 2},
                        (tf, in) -> tf.nn.conv3dBackpropInput(
                                tf.constant(new int[] {1, 6, 6, 6, 1}), in.get(1), in.get(0), UNIT, "VALID"))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradient_matchesCentralDifferences(Case c) {
        TensorFlowRuntime.prepareTraining();
        Random random = new Random(7);
        double[] x = random.doubles(Shape.of(c.x()).size(), -1, 1).toArray();
        double[] w = random.doubles(Shape.of(c.kernel()).size(), -1, 1).toArray();
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat64> px = tf.placeholder(TFloat64.class, Placeholder.shape(Shape.of(c.x())));
            Placeholder<TFloat64> pw = tf.placeholder(TFloat64.class, Placeholder.shape(Shape.of(c.kernel())));
            Operand<TFloat64> y = c.build().apply(tf, List.of(px, pw));
            // a curved loss, so that the incoming gradient differs from place to place
            Operand<TFloat64> loss = tf.sum(tf.math.sin(y), tf.constant(new int[] {0, 1, 2, 3, 4}));
            Output<?>[] gradients = graph.addGradients(loss.asOutput(), new Output<?>[] {px.asOutput(), pw.asOutput()});
            Evaluator evaluator = new Evaluator(session, px, pw, c);
            double[] gx = evaluator.run(gradients[0], x, w);
            double[] gw = evaluator.run(gradients[1], x, w);
            for (int trial = 0; trial < 12; trial++) {
                int i = random.nextInt(x.length);
                int j = random.nextInt(w.length);
                assertThat(gx[i]).isCloseTo(evaluator.difference(loss.asOutput(), x, w, x, i), within(1e-6));
                assertThat(gw[j]).isCloseTo(evaluator.difference(loss.asOutput(), x, w, w, j), within(1e-6));
            }
        }
    }

    private record Evaluator(Session session, Placeholder<TFloat64> px, Placeholder<TFloat64> pw, Case c) {
        double[] run(Output<?> output, double[] x, double[] w) {
            try (TFloat64 tx = TFloat64.tensorOf(Shape.of(c.x()), DataBuffers.of(x));
                    TFloat64 tw = TFloat64.tensorOf(Shape.of(c.kernel()), DataBuffers.of(w));
                    var result = session.runner()
                            .feed(px, tx)
                            .feed(pw, tw)
                            .fetch(output)
                            .run()) {
                double[] values = new double[(int) result.get(0).shape().size()];
                result.get(0).asRawTensor().data().asDoubles().read(values);
                return values;
            }
        }

        /** @param varied x or w itself: changed and restored */
        double difference(Output<?> loss, double[] x, double[] w, double[] varied, int i) {
            double h = 1e-5;
            double value = varied[i];
            varied[i] = value + h;
            double above = run(loss, x, w)[0];
            varied[i] = value - h;
            double below = run(loss, x, w)[0];
            varied[i] = value;
            return (above - below) / (2 * h);
        }
    }
}
