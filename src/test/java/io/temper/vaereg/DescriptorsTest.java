package io.temper.vaereg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.temper.generation.GaussianFilterGenerator;
import io.temper.generation.Sigma;
import io.temper.generation.Split;
import io.temper.material.Microstructure;
import io.temper.material.Property;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DescriptorsTest {
    private static final int N = NetworkShape.GRID;
    private final Microstructure m = new GaussianFilterGenerator(N, N, N).generate(new Sigma(1, 2, 5), 0.4, 11);

    @Test
    void lags_are143AndDiffer() {
        assertThat(Descriptors.lags()).hasSize(143);
        assertThat(Descriptors.lags().stream().map(java.util.Arrays::toString).distinct())
                .hasSize(143);
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
        try (DescriptorTable table = new DescriptorTable(data(m))) {
            return table.row(0);
        }
    }

    private static TrainingData data(Microstructure m) {
        List<Property> properties = List.of(Property.C11, Property.C22, Property.C33);
        Map<Property, Double> labels = Map.of(Property.C11, 1.0, Property.C22, 2.0, Property.C33, 3.0);
        return new TrainingData(
                properties,
                Arrays.stream(Split.values())
                        .map(part -> new TrainingData.Sample(() -> m, labels, part))
                        .toList());
    }

    @Test
    void of_batchInRandomViews_isWhatTheSeenVoxelsHave() {
        TrainingData data = data(m);
        try (DescriptorTable table = new DescriptorTable(data)) {
            for (int seed = 0; seed < 5; seed++) {
                TrainingData.Batch batch = data.batch(new int[] {0}, new SplittableRandom(seed));
                byte[] seen = new byte[m.size()];
                for (int i = 0; i < seen.length; i++) {
                    seen[i] = (byte) batch.x()[i];
                }
                float[] exchanged = table.of(batch);
                float[] computed = descriptors(new Microstructure(N, N, N, seen));
                for (int d = 0; d < computed.length; d++) {
                    assertThat(exchanged[d]).isCloseTo(computed[d], within(1e-5f));
                }
            }
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
