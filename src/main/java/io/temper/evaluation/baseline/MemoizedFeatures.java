package io.temper.evaluation.baseline;

import io.temper.material.Microstructure;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Features that are worth computing once for several regressions. Not for several threads at once. */
public final class MemoizedFeatures implements Features {
    private final Features features;
    /** By identity: hashing voxels would cost what is to be saved. */
    private final Map<Microstructure, double[]> known = new IdentityHashMap<>();

    public MemoizedFeatures(Features features) {
        this.features = features;
    }

    @Override
    public String name() {
        return features.name();
    }

    @Override
    public double[][] of(List<Microstructure> microstructures) {
        List<Microstructure> unknown = new ArrayList<>(microstructures);
        unknown.removeIf(known::containsKey);
        double[][] computed = features.of(unknown);
        for (int i = 0; i < computed.length; i++) {
            known.put(unknown.get(i), computed[i]);
        }
        return microstructures.stream().map(known::get).toArray(double[][]::new);
    }
}
