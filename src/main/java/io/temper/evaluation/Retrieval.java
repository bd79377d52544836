package io.temper.evaluation;

import io.temper.generation.Split;
import io.temper.material.CubeSymmetry;
import io.temper.material.DesignTarget;
import io.temper.material.Property;
import io.temper.vaereg.training.TrainingData;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What inverse inference has to beat: the training sample, seen through any symmetry of the cube, whose label is nearest to the
 * target. It needs no model and no solver, and cannot find anything new.
 */
public final class Retrieval {
    private final TrainingData data;

    public Retrieval(TrainingData data) {
        this.data = data;
    }

    /** The nearest sample of the training part for each target; its mode is 0. */
    public InverseAccuracy nearest(List<DesignTarget> targets) {
        return new InverseAccuracy(targets.stream().map(this::nearest).toList());
    }

    private InverseAccuracy.Row nearest(DesignTarget target) {
        TrainingData.Sample best = null;
        CubeSymmetry view = CubeSymmetry.IDENTITY;
        double least = Double.POSITIVE_INFINITY;
        for (TrainingData.Sample sample : data.samples(Split.TRAIN)) {
            for (CubeSymmetry symmetry : data.symmetries()) {
                double error = worst(target, achieved(target, sample, symmetry));
                if (error < least) {
                    least = error;
                    best = sample;
                    view = symmetry;
                }
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("there are no training samples to choose from");
        }
        return new InverseAccuracy.Row(
                target, 0, 1, best.microstructure().hardFraction(), achieved(target, best, view), least);
    }

    private static Map<Property, Double> achieved(
            DesignTarget target, TrainingData.Sample sample, CubeSymmetry symmetry) {
        Map<Property, Double> values = new EnumMap<>(Property.class);
        target.values().keySet().forEach(p -> values.put(p, sample.value(symmetry.source(p))));
        return values;
    }

    private static double worst(DesignTarget target, Map<Property, Double> achieved) {
        return target.values().entrySet().stream()
                .mapToDouble(e -> Math.abs(achieved.getOrDefault(e.getKey(), Double.NaN) / e.getValue() - 1))
                .max()
                .orElseThrow();
    }
}
