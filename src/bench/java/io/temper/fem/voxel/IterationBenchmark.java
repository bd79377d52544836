package io.temper.fem.voxel;

import io.temper.fem.voxel.BrickOperator.Lame;
import io.temper.material.Microstructure;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The parts of an iteration on one thread, and the exact residual that is computed now and then. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class IterationBenchmark {
    private static final Lame HARD = new Lame(0.5, 0.4);
    private static final Lame SOFT = new Lame(0.01, 0.008);
    private static final Lame MEDIUM = new Lame(0.255, 0.204);

    @Param({"51", "101"})
    int size;

    private Team team;
    private Microstructure cell;
    private BrickOperator K;
    private GreenOperator G;
    private ExactOperator exact;
    private Displacement u;
    private Field p;
    private Field q;

    @Setup
    public void make() {
        team = new Team(1);
        cell = BenchmarkCell.of(size);
        K = new BrickOperator(size, size, size, HARD, SOFT, team);
        K.fill(cell);
        G = new GreenOperator(size, size, size, MEDIUM, team);
        exact = new ExactOperator(size, size, size, HARD, SOFT, team);
        u = Displacement.zeros(size, size * size);
        p = Field.zeros(size, size * size);
        q = Field.zeros(size, size * size);
        exact.residual(cell, u, new double[] {1, 0, 0, 0, 0, 0}, p);
    }

    @TearDown
    public void close() {
        team.close();
    }

    @Benchmark
    public Field operator() {
        K.apply(p, q);
        return q;
    }

    @Benchmark
    public double preconditioner() {
        double rz = G.precondition(p);
        G.update(q, 0);
        return rz;
    }

    @Benchmark
    public ExactOperator.Residual exactResidual() {
        return exact.residual(cell, u, new double[] {1, 0, 0, 0, 0, 0}, q);
    }
}
