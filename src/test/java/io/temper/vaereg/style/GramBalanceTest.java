package io.temper.vaereg.style;

import static io.temper.vaereg.style.StyleGraph.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.temper.vaereg.device.TensorFlowRuntime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.ConfigProto;

class GramBalanceTest {
    private static final int N = 6;
    private static final Vgg19Weights WEIGHTS = Vgg19Weights.random(2, Vgg19Layer.CONV2_1);

    @BeforeAll
    static void load() {
        TensorFlowRuntime.prepareTraining();
    }

    private static float[] cell(long seed, double fraction) {
        Random random = new Random(seed);
        float[] cell = new float[N * N * N];
        for (int i = 0; i < cell.length; i++) {
            cell[i] = random.nextDouble() < fraction ? 1 : 0;
        }
        return cell;
    }

    private static GramSettings balanced(GramSettings settings, List<float[]> cells) {
        return GramBalance.balanced(WEIGHTS, settings, cells, N, new Random(1), ConfigProto.getDefaultInstance());
    }

    /** With all slices drawn, each layer's loss between the two cells, weighted, is the weight it was given. */
    @Test
    void balanced_twoCells_eachLayerCountsItsWeight() {
        List<float[]> cells = List.of(cell(1, 0.3), cell(2, 0.7));
        Map<Vgg19Layer, Double> wanted = Map.of(Vgg19Layer.CONV1_1, 0.25, Vgg19Layer.CONV2_1, 0.75);
        GramSettings found = balanced(GramSettings.of(N).withWeights(wanted), cells);
        wanted.forEach((layer, w) -> {
            GramSettings only = found.withWeights(Map.of(layer, found.weight(layer)));
            try (StyleGraph graph = new StyleGraph(new GramStyle(WEIGHTS, only), N)) {
                assertThat(graph.loss(cells.get(0), cells.get(1), all(N))).isCloseTo(w, within(1e-3 * w));
            }
        });
    }

    @Test
    void balanced_cellsThatDoNotDiffer_namesTheLayer() {
        List<float[]> cells = List.of(cell(1, 0.3), cell(1, 0.3));
        assertThatThrownBy(() -> balanced(GramSettings.of(List.of(Vgg19Layer.CONV1_1), 2), cells))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("conv1_1", "differ");
    }

    @Test
    void balanced_oneCell_saysHowMany() {
        assertThatThrownBy(() -> balanced(GramSettings.of(2), List.of(cell(1, 0.3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 or more, not 1");
    }
}
