package io.temper.vaereg.style;

import static io.temper.vaereg.style.StyleGraph.all;
import static io.temper.vaereg.style.StyleGraph.same;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.temper.vaereg.device.TensorFlowRuntime;
import io.temper.vaereg.style.GramSettings.Padding;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.EagerSession;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class GramStyleTest {
    private static final List<Vgg19Layer> FIRST = List.of(Vgg19Layer.CONV1_1);
    private static final List<Vgg19Layer> TWO = List.of(Vgg19Layer.CONV1_1, Vgg19Layer.CONV2_1);
    private static final Vgg19Weights WEIGHTS = Vgg19Weights.random(3, Vgg19Layer.CONV3_1);

    private static GramStyle style(List<Vgg19Layer> layers, int slices) {
        return new GramStyle(WEIGHTS, GramSettings.of(layers, slices));
    }

    private static float[] cells(int size, int count, long seed) {
        Random random = new Random(seed);
        float[] cells = new float[count * size * size * size];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = random.nextFloat();
        }
        return cells;
    }

    /** Two positions, two channels: F = [1 2; 3 4], F^T F / 2 = [5 7; 7 10]. */
    @Test
    void gram_knownFeatures_asByHand() {
        TensorFlowRuntime.prepareTraining();
        try (EagerSession session = EagerSession.create()) {
            Ops tf = Ops.create(session);
            TFloat32 g = GramStyle.gram(tf, tf.constant(new float[][][][] {{{{1, 2}, {3, 4}}}}), 2, 2)
                    .asTensor();
            assertThat(g.shape().asArray()).containsExactly(1, 2, 2);
            assertThat(List.of(g.getFloat(0, 0, 0), g.getFloat(0, 0, 1), g.getFloat(0, 1, 0), g.getFloat(0, 1, 1)))
                    .containsExactly(5f, 7f, 7f, 10f);
        }
    }

    @Test
    void slices_ofNumberedVoxels_areThePlanesInOrder() {
        TensorFlowRuntime.prepareTraining();
        float[][][][] numbered = new float[2][3][3][3];
        for (int i = 0; i < 54; i++) {
            numbered[i / 27][i / 9 % 3][i / 3 % 3][i % 3] = i;
        }
        try (EagerSession session = EagerSession.create()) {
            Ops tf = Ops.create(session);
            TFloat32 found = GramStyle.slices(
                            tf, tf.constant(numbered), tf.constant(new int[][] {{0, 2}, {1, 2}, {0, 1}}), 3)
                    .asTensor();
            assertThat(found.shape().asArray()).containsExactly(12, 3, 3, 1);
            for (int u = 0; u < 3; u++) {
                for (int v = 0; v < 3; v++) {
                    assertThat(found.getFloat(1, u, v, 0)).isEqualTo(numbered[0][2][u][v]);
                    assertThat(found.getFloat(2, u, v, 0)).isEqualTo(numbered[1][0][u][v]);
                    assertThat(found.getFloat(4, u, v, 0)).isEqualTo(numbered[0][u][1][v]);
                    assertThat(found.getFloat(11, u, v, 0)).isEqualTo(numbered[1][u][v][1]);
                }
            }
        }
    }

    /** The whole loss of the first layer, slices, convolution, rectifier, Gram and all, from the paper's formula. */
    @ParameterizedTest
    @CsvSource({"PERIODIC", "ZERO"})
    void loss_firstLayer_matchesPlainJava(Padding padding) {
        int n = 5;
        float[] a = cells(n, 2, 1);
        float[] b = cells(n, 2, 2);
        GramSettings settings = GramSettings.of(FIRST, 2).withPadding(padding);
        int[] slices = {0, 3, 1, 4, 2, 3};
        double expected = 0;
        for (int cell = 0; cell < 2; cell++) {
            for (int i = 0; i < 6; i++) {
                double[][] ga = PlainGram.of(WEIGHTS, PlainGram.slice(a, n, cell, i / 2, slices[i]), padding);
                double[][] gb = PlainGram.of(WEIGHTS, PlainGram.slice(b, n, cell, i / 2, slices[i]), padding);
                expected += PlainGram.loss(ga, gb, n * n) / 12;
            }
        }
        try (StyleGraph graph = new StyleGraph(new GramStyle(WEIGHTS, settings), n)) {
            assertThat(graph.loss(a, b, slices)).isCloseTo(expected, within(1e-5 * expected));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void loss_sameCells_isZero(boolean averaged) {
        float[] a = cells(8, 1, 1);
        try (StyleGraph graph =
                new StyleGraph(new GramStyle(WEIGHTS, GramSettings.of(TWO, 8).withAveraged(averaged)), 8)) {
            assertThat(graph.loss(a, a, all(8))).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"PERIODIC,CONV1_1,3,true", "PERIODIC,CONV2_1,2,true", "PERIODIC,CONV3_1,4,true", "ZERO,CONV1_1,3,false"
    })
    void gram_rolledSlice_unchangedIfPeriodic(Padding padding, Vgg19Layer layer, int shift, boolean unchanged) {
        int n = 8;
        float[] picture = cells(n, 1, 5);
        float[][][][] still = new float[1][n][n][1];
        float[][][][] rolled = new float[1][n][n][1];
        for (int u = 0; u < n; u++) {
            for (int v = 0; v < n; v++) {
                still[0][u][v][0] = picture[u * n + v];
                rolled[0][u][v][0] = picture[(u + shift) % n * n + (v + 2 * shift) % n];
            }
        }
        double change = 0;
        double size = 0;
        float[] before = gram(still, layer, padding);
        float[] after = gram(rolled, layer, padding);
        for (int i = 0; i < before.length; i++) {
            change += Math.abs(after[i] - before[i]);
            size += Math.abs(before[i]);
        }
        assertThat(change < 1e-5 * size).isEqualTo(unchanged);
        assertThat(size).isPositive();
    }

    private static float[] gram(float[][][][] picture, Vgg19Layer layer, Padding padding) {
        TensorFlowRuntime.prepareTraining();
        int n = picture[0].length;
        int side = n >> layer.block() - 1;
        GramSettings settings = GramSettings.of(List.of(layer), 1).withPadding(padding);
        try (EagerSession session = EagerSession.create()) {
            Ops tf = Ops.create(session);
            var features = new Vgg19Features(tf, WEIGHTS, settings).of(tf.constant(picture), n);
            TFloat32 g = GramStyle.gram(tf, features.get(layer), side * side, layer.out())
                    .asTensor();
            float[] values = new float[(int) g.size()];
            g.asRawTensor().data().asFloats().read(values);
            return values;
        }
    }

    /** Texture that sits elsewhere along an axis is another one slice by slice, and the same one on average. */
    @Test
    void loss_cellRolledInSpace_isZeroOnlyIfAveraged() {
        int n = 6;
        float[] a = cells(n, 1, 3);
        float[] rolled = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            rolled[i] = a[(i / n / n + 1) % n * n * n + (i / n + 2) % n * n + (i + 3) % n];
        }
        GramSettings settings = GramSettings.of(FIRST, n);
        try (StyleGraph single = new StyleGraph(new GramStyle(WEIGHTS, settings), n);
                StyleGraph averaged = new StyleGraph(new GramStyle(WEIGHTS, settings.withAveraged(true)), n)) {
            assertThat(single.loss(a, rolled, all(n))).isGreaterThan(1e-5);
            assertThat(averaged.loss(a, rolled, all(n))).isLessThan(1e-10);
            assertThat(averaged.loss(a, cells(n, 1, 4), all(n))).isGreaterThan(1e-7);
        }
    }

    @Test
    void loss_meanOverSingleSlices_isThatOfAllSlices() {
        int n = 6;
        float[] a = cells(n, 2, 1);
        float[] b = cells(n, 2, 2);
        try (StyleGraph every = new StyleGraph(style(TWO, n), n);
                StyleGraph one = new StyleGraph(style(TWO, 1), n)) {
            double mean = 0;
            for (int i = 0; i < n; i++) {
                mean += one.loss(a, b, i, (i + 1) % n, (i + 4) % n) / n;
            }
            double expected = every.loss(a, b, all(n));
            assertThat(mean).isCloseTo(expected, within(1e-4 * expected));
        }
    }

    @Test
    void averagedLoss_meanOverAllChoices_isThatOfAllSlices() {
        int n = 5;
        float[] a = cells(n, 2, 1);
        float[] b = cells(n, 2, 2);
        GramSettings three = GramSettings.of(TWO, 3).withAveraged(true);
        GramSettings five = GramSettings.of(TWO, n).withAveraged(true);
        try (StyleGraph every = new StyleGraph(new GramStyle(WEIGHTS, five), n);
                StyleGraph some = new StyleGraph(new GramStyle(WEIGHTS, three), n)) {
            double mean = 0;
            double largest = 0;
            for (int i = 0; i < n; i++) {
                for (int j = i + 1; j < n; j++) {
                    for (int k = j + 1; k < n; k++) {
                        double loss = some.loss(a, b, same(i, j, k));
                        mean += loss / 10;
                        largest = Math.max(largest, loss);
                    }
                }
            }
            double expected = every.loss(a, b, all(n));
            assertThat(mean).isCloseTo(expected, within(1e-4 * expected));
            assertThat(largest).isGreaterThan(1.02 * expected);
        }
    }

    /** Along directions drawn at random and along the gradient itself; steps small against the kinks of rectifier and pooling. */
    @ParameterizedTest
    @CsvSource({"CONV1_1,PERIODIC,false", "CONV2_1,PERIODIC,false", "CONV2_1,ZERO,true", "CONV3_1,PERIODIC,true"})
    void gradient_matchesCentralDifferences(Vgg19Layer layer, Padding padding, boolean averaged) {
        int n = 8;
        float[] a = cells(n, 1, 11);
        float[] b = cells(n, 1, 12);
        GramSettings settings = new GramSettings(Map.of(layer, 1000.0), 3, averaged, padding);
        int[] slices = {0, 2, 7, 1, 2, 3, 4, 5, 7};
        Random random = new Random(8);
        try (StyleGraph graph = new StyleGraph(new GramStyle(WEIGHTS, settings), n)) {
            float[] gradient = graph.gradient(a, b, slices);
            assertThat(gradient).hasSize(a.length);
            double norm = Math.sqrt(dot(gradient, gradient));
            for (int trial = 0; trial < 6; trial++) {
                float[] direction = new float[a.length];
                for (int i = 0; i < a.length; i++) {
                    // half of it along the gradient, or the difference is lost in rounding
                    direction[i] = (float) (gradient[i] / norm + (trial == 0 ? 0 : random.nextGaussian() / 20));
                }
                double found = (graph.loss(moved(a, direction, 0.01), b, slices)
                                - graph.loss(moved(a, direction, -0.01), b, slices))
                        / 0.02;
                assertThat(dot(gradient, direction)).isCloseTo(found, within(0.01 * norm));
            }
            // voxels that no slice passes through do not count
            assertThat(gradient[(1 * n + 4) * n + 6]).isZero();
        }
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * (double) b[i];
        }
        return sum;
    }

    private static float[] moved(float[] a, float[] direction, double step) {
        float[] moved = a.clone();
        for (int i = 0; i < a.length; i++) {
            moved[i] += (float) (step * direction[i]);
        }
        return moved;
    }

    @Test
    void new_weightsTooShallow_saysUpToWhere() {
        Vgg19Weights shallow = Vgg19Weights.random(1, Vgg19Layer.CONV1_2);
        assertThatThrownBy(() -> new GramStyle(shallow, GramSettings.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("end at conv1_2", "conv3_1");
    }

    @Test
    void build_cellsTooSmallForTheSlices_saysSizes() {
        assertThatThrownBy(() -> new StyleGraph(style(FIRST, 9), 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("9 slices per axis", "8");
    }
}
