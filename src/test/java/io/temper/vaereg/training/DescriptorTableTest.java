package io.temper.vaereg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.temper.generation.GaussianFilterGenerator;
import io.temper.generation.Sigma;
import io.temper.generation.Split;
import io.temper.material.Microstructure;
import io.temper.material.Property;
import io.temper.vaereg.network.DescriptorGraph;
import io.temper.vaereg.network.NetworkShape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DescriptorTableTest {
    private static final int N = NetworkShape.GRID;
    private final Microstructure m = new GaussianFilterGenerator(N, N, N).generate(new Sigma(1, 2, 5), 0.4, 11);

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
        try (DescriptorTable table = new DescriptorTable(data);
                DescriptorGraph descriptors = new DescriptorGraph()) {
            for (int seed = 0; seed < 5; seed++) {
                TrainingData.Batch batch = data.batch(new int[] {0}, new SplittableRandom(seed));
                byte[] seen = new byte[m.size()];
                for (int i = 0; i < seen.length; i++) {
                    seen[i] = (byte) batch.x()[i];
                }
                float[] exchanged = table.of(batch);
                float[] computed = descriptors.of(new Microstructure(N, N, N, seen));
                for (int d = 0; d < computed.length; d++) {
                    assertThat(exchanged[d]).isCloseTo(computed[d], within(1e-5f));
                }
            }
        }
    }
}
