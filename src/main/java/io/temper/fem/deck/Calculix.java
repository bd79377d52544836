package io.temper.fem.deck;

import io.temper.fem.voxel.VoxelProblem;
import io.temper.material.Microstructure;
import io.temper.material.Phase;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * CalculiX, from 2.20. Its iterative solver stops at a residual of 0.005 of the mean load, whatever is asked for, which would
 * leave C off by up to 0.6 %. A yield stress that is never reached makes every step a nonlinear one, so that Newton's
 * iterations refine the solution until {@code *CONTROLS} is content; two or three do.
 */
final class Calculix implements DeckSolver {
    private static final String DECK = "deck 1";
    /** The strain is this large so that the residual, printed with six digits after the point, has some. */
    private static final double AMPLITUDE = 1000;
    /** Yield stress over Young's modulus. */
    private static final double NEVER = 1e9;

    private final String program;

    Calculix(String program) {
        this.program = program;
    }

    @Override
    public String version(Path folder) throws IOException {
        Path log = folder.resolve("version.log");
        run(List.of(program, "-v"), folder, log, 1); // exits with 201 after it has answered
        return CalculixOutput.version(log) + ", " + DECK;
    }

    @Override
    public DeckResult solve(VoxelProblem problem, Microstructure m, Path folder, int threads) throws IOException {
        write(problem, m, folder.resolve("cell.inp"));
        Path log = folder.resolve("ccx.log");
        int exit = run(List.of(program, "-i", "cell"), folder, log, threads);
        if (exit != 0) {
            throw new IllegalStateException(
                    "%s ended with exit code %d: %s".formatted(program, exit, Program.tail(log)));
        }
        return read(problem, m, folder, log);
    }

    private int run(List<String> command, Path folder, Path log, int threads) throws IOException {
        return Program.run(
                command,
                folder,
                log,
                Map.of("OMP_NUM_THREADS", String.valueOf(threads)),
                "install CalculiX (Debian: calculix-ccx) or name its program in adapter.yaml");
    }

    /** The deck. */
    static void write(VoxelProblem problem, Microstructure m, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            PeriodicDeck deck = new PeriodicDeck(m, out);
            deck.writeCell();
            material(deck, "HARD", true, problem.phases().hard());
            material(deck, "SOFT", false, problem.phases().soft());
            for (int j : problem.columns()) {
                deck.line("*STEP");
                deck.line("*STATIC,SOLVER=ITERATIVE CHOLESKY,DIRECT");
                deck.line("1.,1.");
                deck.line("*CONTROLS,PARAMETERS=FIELD");
                deck.line(PeriodicDeck.number(problem.rtol()) + ",1."); // the residual decides, not the correction
                deck.writeStrain(j, AMPLITUDE);
                for (String face : PeriodicDeck.FACES) {
                    // the reference nodes' own RF is about 0 in 2.20
                    deck.line("*NODE PRINT,NSET=%s,TOTALS=ONLY".formatted(face));
                    deck.line("RF");
                }
                deck.line("*END STEP");
            }
        }
    }

    private static void material(PeriodicDeck deck, String name, boolean hard, Phase phase) throws IOException {
        String yield = PeriodicDeck.number(NEVER * phase.youngsModulus());
        deck.writeMaterial(name, hard, phase, "*PLASTIC\n%s,0.\n".formatted(yield));
    }

    private static DeckResult read(VoxelProblem problem, Microstructure m, Path folder, Path log) throws IOException {
        List<double[][]> forces = CalculixOutput.forces(
                folder.resolve("cell.dat"), problem.columns().size());
        List<CalculixOutput.Step> steps = CalculixOutput.steps(log);
        TreeMap<Integer, double[]> columns = new TreeMap<>();
        for (int j : problem.columns()) {
            columns.put(j, PeriodicDeck.stress(forces.get(columns.size()), m, AMPLITUDE));
        }
        return new DeckResult(
                columns,
                steps.stream().map(CalculixOutput.Step::iterations).toList(),
                steps.stream().mapToDouble(CalculixOutput.Step::residual).max().orElse(Double.NaN),
                CalculixOutput.version(log) + ", " + DECK);
    }
}
