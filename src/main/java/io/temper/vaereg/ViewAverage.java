package io.temper.vaereg;

import io.temper.material.CubeSymmetry;
import io.temper.material.Microstructure;
import io.temper.material.Property;
import io.temper.vaereg.network.DescriptorGraph;
import io.temper.vaereg.network.Descriptors;
import io.temper.vaereg.network.Tensors;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A periodic cell has no origin and its axes no order, but the network sees both: its answers for a few views of a cell are
 * averaged.
 */
final class ViewAverage {
    /** Corners that the network sees a cell from, spread over the 51 voxels of each axis. */
    private static final int[][] ORIGINS = {{0, 0, 0}, {13, 26, 38}, {26, 38, 13}, {38, 13, 26}};

    static final int VIEWS = ORIGINS.length;

    private final ModelCard card;
    private final List<Double> deviationFactor;
    private final List<CubeSymmetry> symmetries;
    private final DescriptorGraph descriptors;

    ViewAverage(ModelCard card, List<Double> deviationFactor, DescriptorGraph descriptors) {
        this.card = card;
        this.deviationFactor = deviationFactor;
        this.symmetries = symmetries(card.properties());
        this.descriptors = descriptors;
    }

    /** One for each origin: the identity, and turns for which the model knows all components. */
    private static List<CubeSymmetry> symmetries(List<Property> properties) {
        List<CubeSymmetry> known = CubeSymmetry.all().stream()
                .filter(s -> properties.stream().map(s::source).allMatch(properties::contains))
                .toList();
        return IntStream.range(0, VIEWS)
                .mapToObj(i -> known.get(i * known.size() / VIEWS))
                .toList();
    }

    /** Values of one view: voxels, then descriptors. */
    int width() {
        return card.size() * card.size() * card.size() + Descriptors.COUNT;
    }

    /** What the encoder takes: all views of the first, then of the second [cells * views * width]. */
    float[] input(List<Microstructure> cells) {
        int width = width();
        int voxels = width - Descriptors.COUNT;
        float[] x = new float[cells.size() * VIEWS * width];
        for (int j = 0; j < cells.size(); j++) {
            float[] own = descriptors.of(cells.get(j));
            for (int i = 0; i < VIEWS; i++) {
                int at = (j * VIEWS + i) * width;
                Tensors.voxels(cells.get(j), symmetries.get(i), ORIGINS[i], x, at);
                Descriptors.exchange(own, symmetries.get(i), x, at + voxels);
            }
        }
        return x;
    }

    /**
     * What the views of one cell say together. q(c|x) is Gaussian in ln c, so the value is log-normal: its median and, to first
     * order, its deviation.
     *
     * @param means standardised c of all rows [rows * properties]
     * @param logVars log variances [rows * properties]
     * @param first row of the cell's first view
     */
    Map<Property, Estimate> estimates(float[] means, float[] logVars, int first) {
        List<Property> properties = card.properties();
        int count = properties.size();
        double[] c = new double[count];
        double[] variance = new double[count];
        for (int i = 0; i < VIEWS; i++) {
            for (int p = 0; p < count; p++) {
                int q = properties.indexOf(symmetries.get(i).source(properties.get(p)));
                int at = (first + i) * count + p;
                // the seen property p is the original's property q
                c[q] += card.standardised(q, card.value(p, means[at])) / VIEWS;
                variance[q] += Math.exp(logVars[at]) / VIEWS;
            }
        }
        Map<Property, Estimate> values = new EnumMap<>(Property.class);
        for (int p = 0; p < count; p++) {
            double value = card.value(p, c[p]);
            double deviation = card.logDeviation().get(p) * Math.sqrt(variance[p]) * deviationFactor.get(p);
            values.put(properties.get(p), new Estimate(value, value * deviation));
        }
        return values;
    }
}
