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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** C11 at a relative residual of 1e-5 in a warm JVM, set-up included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 3)
public class SolveBenchmark {
    private static final SortedSet<Integer> C11 = BenchmarkCell.columns(1);

    @Param({"51", "101"})
    int size;

    @Param({"1", "2"})
    int threads;

    private Microstructure cell;

    @Setup
    public void generate() {
        cell = BenchmarkCell.of(size);
    }

    @Benchmark
    public VoxelSolution solve() {
        return new VoxelSolver(Phases.PAPER, threads).solve(cell, C11, 1e-5);
    }
}
