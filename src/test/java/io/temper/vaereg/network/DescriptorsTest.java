package io.temper.vaereg.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.temper.generation.GaussianFilterGenerator;
import io.temper.generation.Sigma;
import io.temper.material.Microstructure;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DescriptorsTest {
    private static final int N = NetworkShape.GRID;
    private final Microstructure m = new GaussianFilterGenerator(N, N, N).generate(new Sigma(1, 2, 5), 0.4, 11);

    @Test
    void lags_are143AndDiffer() {
        assertThat(Descriptors.lags()).hasSize(143);
        assertThat(Descriptors.lags().stream().map(Arrays::toString).distinct()).hasSize(143);
    }

    @Test
    void descriptors_matchDirectCounting() {
        float[] found = descriptors(m);
        double f = m.hardFraction();
        assertThat(found[0]).isCloseTo((float) f, within(1e-5f));
        List<int[]> lags = Descriptors.lags();
        for (int l = 0; l < lags.size(); l++) {
            assertThat((double) found[l + 1]).isCloseTo(pairs(m, lags.get(l)) - f * f, within(2e-5));
        }
    }

    @Test
    void descriptors_rolledMicrostructure_unchanged() {
        byte[] rolled = new byte[m.size()];
        for (int i = 0; i < rolled.length; i++) {
            int x = (i / (N * N) + 7) % N;
            int y = (i / N % N + 30) % N;
            int z = (i % N + 50) % N;
            rolled[i] = m.voxel((x * N + y) * N + z);
        }
        float[] before = descriptors(m);
        float[] after = descriptors(new Microstructure(N, N, N, rolled));
        for (int i = 0; i < before.length; i++) {
            assertThat(after[i]).isCloseTo(before[i], within(1e-5f));
        }
    }

    private static float[] descriptors(Microstructure m) {
        try (DescriptorGraph graph = new DescriptorGraph()) {
            return graph.of(m);
        }
    }

    /** Share of voxels hard together with the one at a lag. */
    private static double pairs(Microstructure m, int[] lag) {
        int count = 0;
        for (int x = 0; x < N; x++) {
            for (int y = 0; y < N; y++) {
                for (int z = 0; z < N; z++) {
                    boolean both = m.isHard(x, y, z)
                            && m.isHard(
                                    Math.floorMod(x + lag[0], N),
                                    Math.floorMod(y + lag[1], N),
                                    Math.floorMod(z + lag[2], N));
                    count += both ? 1 : 0;
                }
            }
        }
        return (double) count / m.size();
    }
}
