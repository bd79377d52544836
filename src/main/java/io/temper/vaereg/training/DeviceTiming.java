package io.temper.vaereg.training;

import io.temper.generation.DatasetRecipe;
import io.temper.generation.Split;
import io.temper.material.Microstructure;
import io.temper.material.Property;
import io.temper.vaereg.VaeReg;
import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.training.TrainingSettings.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** How long the network takes on this process's device, by what users call: predict, decode, and steps of training. */
public final class DeviceTiming {
    private static final int MOST_RUNS = 5;
    private static final double ENOUGH_SECONDS = 3;
    /** Steps of each stage. */
    private static final int STEPS = 5;

    private static final int DISTINCT = 8;
    private static final int SAMPLES = 64;

    /**
     * One measurement, after one run that is not counted.
     *
     * @param what was called
     * @param batch microstructures, latent points or training samples in a call
     * @param runs that were timed
     * @param milliseconds median of a call [ms]
     */
    public record Row(String what, int batch, int runs, double milliseconds) {
        /** @return share of one item of the batch [ms] */
        public double perItem() {
            return milliseconds / batch;
        }
    }

    private DeviceTiming() {}

    /**
     * Times {@code predict} and {@code decode} of a model.
     *
     * @param batches sizes, each at least 1
     * @param each hears each row as it is found
     */
    public static void inference(VaeReg model, List<Integer> batches, Consumer<Row> each) {
        List<Microstructure> few = microstructures();
        SplittableRandom random = new SplittableRandom(1);
        for (int batch : batches) {
            List<Microstructure> x = repeated(few, batch);
            List<double[]> z = new ArrayList<>();
            for (int i = 0; i < batch; i++) {
                z.add(random.doubles(model.card().latentSize(), -1, 1).toArray());
            }
            each.accept(time("predict", batch, () -> model.predict(x)));
            each.accept(time("decode", batch, () -> model.decode(z)));
        }
    }

    /**
     * Times a step of each stage of training, on made-up labels.
     *
     * @param threads of TensorFlow's on the CPU
     * @param folder for checkpoints, empty; left as training leaves it
     * @throws IOException if the folder cannot be written
     */
    public static void training(int threads, Path folder, Consumer<Row> each) throws IOException {
        Stopwatch watch = new Stopwatch();
        TrainingSettings settings = new TrainingSettings(
                0,
                threads,
                STEPS,
                STEPS,
                STEPS,
                1,
                STEPS,
                TrainingSettings.RECIPE.weights(),
                StyleSettings.DESCRIPTORS);
        new VaeRegTrainer(
                        data(), new NetworkShape(16, 1, 2, NetworkShape.Decoder.RANDOM_FIELD), settings, folder, watch)
                .train();
        watch.rows().forEach(each);
    }

    private static Row time(String what, int batch, Runnable call) {
        call.run();
        List<Double> times = new ArrayList<>();
        long start = System.nanoTime();
        do {
            long from = System.nanoTime();
            call.run();
            times.add((System.nanoTime() - from) * 1e-6);
        } while (times.size() < MOST_RUNS && (System.nanoTime() - start) * 1e-9 < ENOUGH_SECONDS);
        return row(what, batch, times);
    }

    private static Row row(String what, int batch, List<Double> times) {
        double[] sorted =
                times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int n = sorted.length;
        return new Row(what, batch, n, (sorted[n / 2] + sorted[(n - 1) / 2]) / 2);
    }

    private static List<Microstructure> microstructures() {
        return DatasetRecipe.paperMorphologies(1).samples().stream()
                .limit(DISTINCT)
                .map(s -> s.generate(NetworkShape.GRID))
                .toList();
    }

    private static List<Microstructure> repeated(List<Microstructure> few, int count) {
        List<Microstructure> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(few.get(i % few.size()));
        }
        return all;
    }

    /** Few microstructures many times over, so that a step never waits for an epoch's validation. */
    private static TrainingData data() {
        List<TrainingData.Sample> samples = new ArrayList<>();
        for (Microstructure m : repeated(microstructures(), SAMPLES)) {
            int index = samples.size();
            Split part = index < DISTINCT ? Split.VALIDATION : index < 2 * DISTINCT ? Split.TEST : Split.TRAIN;
            samples.add(new TrainingData.Sample(
                    () -> m, java.util.Map.of(Property.C11, 10 + 100 * m.hardFraction()), part));
        }
        return new TrainingData(List.of(Property.C11), samples);
    }

    /** Times from step to step within each stage; the first, which sets kernels up, is left out. */
    private static final class Stopwatch implements TrainingListener {
        private final Map<Stage, List<Long>> stamps = new EnumMap<>(Stage.class);

        @Override
        public void step(Stage stage, int step, int steps, double loss, double secondsLeft) {
            stamps.computeIfAbsent(stage, s -> new ArrayList<>()).add(System.nanoTime());
        }

        @Override
        public void note(String line) {}

        List<Row> rows() {
            return stamps.entrySet().stream()
                    .map(e -> row(
                            "train " + e.getKey().name().toLowerCase(Locale.ROOT),
                            e.getKey().batch(),
                            e.getValue()))
                    .toList();
        }

        private static Row row(String what, int batch, List<Long> stamps) {
            Long[] t = stamps.toArray(Long[]::new);
            Arrays.sort(t);
            List<Double> times = new ArrayList<>();
            for (int i = 1; i < t.length; i++) {
                times.add((t[i] - t[i - 1]) * 1e-6);
            }
            return DeviceTiming.row(what, batch, times);
        }
    }
}
