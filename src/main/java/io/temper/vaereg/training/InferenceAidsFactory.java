package io.temper.vaereg.training;

import io.temper.generation.Split;
import io.temper.material.CubeSymmetry;
import io.temper.material.Microstructure;
import io.temper.vaereg.GaussianMixture;
import io.temper.vaereg.InferenceAids;
import io.temper.vaereg.TrainingReference;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Fits the aids that need only the data. */
public final class InferenceAidsFactory {
    private static final int[] COMPONENTS = {4, 8, 16, 32};
    private static final int PROTOTYPES = 1000;

    private final TrainingData data;

    public InferenceAidsFactory(TrainingData data) {
        this.data = data;
    }

    /** p(c), deviations as they are, no calibration, no reference. */
    public InferenceAids withoutModel() {
        return new InferenceAids(
                List.of(), labels(), Collections.nCopies(data.properties().size(), 1.0), null, null);
    }

    /** The number of components is the one under which the validation part is likeliest. */
    private GaussianMixture labels() {
        double[][] training = points(Split.TRAIN);
        double[][] validation = points(Split.VALIDATION);
        return Arrays.stream(COMPONENTS)
                .filter(n -> n * 10 <= training.length)
                .mapToObj(n -> GaussianMixture.fit(training, n, new SplittableRandom(n)))
                .max(Comparator.comparingDouble(m -> m.logDensity(validation)))
                .orElseGet(() -> GaussianMixture.fit(training, 1, new SplittableRandom(0)));
    }

    /** Standardised labels of a part and of its images, each once. */
    private double[][] points(Split part) {
        return Arrays.stream(data.indices(part))
                .boxed()
                .flatMap(i -> data.symmetries().stream()
                        .map(s -> data.properties().stream().map(s::source).toList())
                        .distinct()
                        .map(sources -> standardised(i, sources)))
                .toArray(double[][]::new);
    }

    private double[] standardised(int index, List<io.temper.material.Property> sources) {
        double[] mean = data.logMean();
        double[] deviation = data.logDeviation();
        return IntStream.range(0, mean.length)
                .mapToDouble(p -> (Math.log(data.samples().get(index).value(sources.get(p))) - mean[p]) / deviation[p])
                .toArray();
    }

    /** What is familiar: training samples, each in a view of its own, and how far validation samples are from them. */
    public TrainingReference reference() {
        return TrainingReference.of(seen(Split.TRAIN, PROTOTYPES), seen(Split.VALIDATION, PROTOTYPES / 2));
    }

    private List<Microstructure> seen(Split part, int most) {
        int[] all = data.indices(part);
        int stride = Math.max(1, all.length / most);
        List<CubeSymmetry> symmetries = data.symmetries();
        return Stream.iterate(0, i -> i < all.length, i -> i + stride)
                .parallel()
                .map(i -> symmetries
                        .get(new SplittableRandom(i).nextInt(symmetries.size()))
                        .apply(data.samples().get(all[i]).microstructure()))
                .toList();
    }
}
