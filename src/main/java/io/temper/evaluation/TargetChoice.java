package io.temper.evaluation;

import io.temper.generation.Split;
import io.temper.material.CubeSymmetry;
import io.temper.material.DesignTarget;
import io.temper.material.Property;
import io.temper.vaereg.training.TrainingData;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Chooses what to ask a model for, out of the labels: what real microstructures have can be had. */
public final class TargetChoice {
    /** Points that pin the calibration of one property, and of several. */
    private static final int SPREAD_SCALAR = 13;

    private static final int SPREAD_VECTOR = 120;
    /** Labels that the spread ones are chosen from. */
    private static final int POOL = 3000;

    private final TrainingData data;

    public TargetChoice(TrainingData data) {
        this.data = data;
    }

    /** Labels of samples drawn at random, each in a random view; the same in every run. */
    public List<DesignTarget> random(Split part, int count) {
        List<TrainingData.Sample> samples = data.samples(part);
        SplittableRandom random = new SplittableRandom(part.ordinal() + 1);
        List<DesignTarget> targets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TrainingData.Sample sample = samples.get(random.nextInt(samples.size()));
            CubeSymmetry view =
                    data.symmetries().get(random.nextInt(data.symmetries().size()));
            targets.add(target(sample, view));
        }
        return targets;
    }

    private DesignTarget target(TrainingData.Sample sample, CubeSymmetry view) {
        Map<Property, Double> values = new EnumMap<>(Property.class);
        data.properties().forEach(p -> values.put(p, sample.value(view.source(p))));
        return new DesignTarget(values);
    }

    /** Labels that cover all there are: each as far from those before it as can be (in logarithms). */
    List<DesignTarget> spread(Split part) {
        int count = data.properties().size() == 1 ? SPREAD_SCALAR : SPREAD_VECTOR;
        List<DesignTarget> pool = random(part, POOL);
        List<double[]> logs = pool.stream()
                .map(t -> t.values().values().stream().mapToDouble(Math::log).toArray())
                .toList();
        double[] nearest = new double[pool.size()];
        java.util.Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        List<DesignTarget> chosen = new ArrayList<>();
        int next = 0;
        while (chosen.size() < Math.min(count, pool.size())) {
            chosen.add(pool.get(next));
            int farthest = 0;
            for (int i = 0; i < nearest.length; i++) {
                nearest[i] = Math.min(nearest[i], squaredDistance(logs.get(i), logs.get(next)));
                farthest = nearest[i] > nearest[farthest] ? i : farthest;
            }
            next = farthest;
        }
        return chosen;
    }

    private static double squaredDistance(double[] a, double[] b) {
        double s = 0;
        for (int i = 0; i < a.length; i++) {
            s += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return s;
    }
}
