package io.temper.fem.voxel;

import io.temper.material.Microstructure;
import io.temper.material.Phases;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Labels of 51^3 cells, three columns at 1e-4, a session for each of two threads, as labelling a dataset does. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(2)
@Fork(1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 3, time = 5)
public class LabelBenchmark {
    private static final SortedSet<Integer> NORMAL = BenchmarkCell.columns(1, 2, 3);

    private final Microstructure cell = BenchmarkCell.of(51);
    private final VoxelSession session = new VoxelSession(1);

    @Benchmark
    public VoxelSolution label() {
        return session.solve(cell, Phases.PAPER, NORMAL, 1e-4);
    }
}
