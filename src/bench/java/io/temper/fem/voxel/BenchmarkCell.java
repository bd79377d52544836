package io.temper.fem.voxel;

import io.temper.generation.GaussianFilterGenerator;
import io.temper.generation.Sigma;
import io.temper.material.Microstructure;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the benchmarks solve: fibres along z, sigma = (1, 1, 7), 45 % hard, E 120 and 2.4 GPa. */
final class BenchmarkCell {
    private BenchmarkCell() {}

    static Microstructure of(int size) {
        return new GaussianFilterGenerator(size, size, size).generate(new Sigma(1, 1, 7), 0.45, 0);
    }

    static SortedSet<Integer> columns(Integer... numbers) {
        return Arrays.stream(numbers).collect(Collectors.toCollection(TreeSet::new));
    }
}
