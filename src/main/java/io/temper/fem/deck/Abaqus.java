package io.temper.fem.deck;

import io.temper.fem.voxel.VoxelProblem;
import io.temper.material.Microstructure;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Abaqus/Standard; written after its manuals and not tried. The direct solver leaves no residual to report, so it is 0. Its
 * C3D8 averages the volume strain over the brick, so C lies below that of full integration by its share.
 */
final class Abaqus implements DeckSolver {
    private static final String DECK = "deck 1";
    private static final Pattern VERSION = Pattern.compile("(?im)^\\s*Abaqus\\s+(\\S+)");

    private final String program;

    Abaqus(String program) {
        this.program = program;
    }

    @Override
    public String version(Path folder) throws IOException {
        Path log = folder.resolve("version.log");
        run(List.of(program, "information=release"), folder, log);
        Matcher m = VERSION.matcher(Files.readString(log));
        if (!m.find()) {
            throw new IllegalStateException("%s names no version: %s".formatted(program, Program.tail(log)));
        }
        return m.group(1) + ", " + DECK;
    }

    @Override
    public DeckResult solve(VoxelProblem problem, Microstructure m, Path folder, int threads) throws IOException {
        write(problem, m, folder.resolve("cell.inp"));
        Path log = folder.resolve("abaqus.log");
        int exit = run(command(program, threads), folder, log);
        Path results = folder.resolve("cell.fil");
        if (exit != 0 || !Files.exists(results)) {
            throw new IllegalStateException(
                    "%s ended with exit code %d: %s".formatted(program, exit, Program.tail(log)));
        }
        return read(problem, m, AbaqusResultsFile.parse(Files.readString(results)), version(folder));
    }

    private static int run(List<String> command, Path folder, Path log) throws IOException {
        return Program.run(command, folder, log, Map.of(), "put it on the PATH or name it in adapter.yaml");
    }

    static List<String> command(String program, int threads) {
        return List.of(program, "job=cell", "input=cell.inp", "cpus=" + threads, "interactive", "ask_delete=OFF");
    }

    /** The deck. */
    static void write(VoxelProblem problem, Microstructure m, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            PeriodicDeck deck = new PeriodicDeck(m, out);
            deck.line("*HEADING");
            deck.line("temper: periodic cell");
            deck.writeCell();
            deck.writeMaterial("HARD", true, problem.phases().hard(), "");
            deck.writeMaterial("SOFT", false, problem.phases().soft(), "");
            deck.line("*FILE FORMAT,ASCII");
            for (int j : problem.columns()) {
                deck.line("*STEP,NAME=COLUMN%d".formatted(j));
                deck.line("*STATIC");
                deck.line("1.,1.,1.,1.");
                deck.writeStrain(j, 1);
                deck.line("*NODE FILE,NSET=%s,FREQUENCY=1".formatted(PeriodicDeck.REFERENCE));
                deck.line("RF");
                deck.line("*END STEP");
            }
        }
    }

    /** The force on a reference node is that on its high face. */
    static DeckResult read(
            VoxelProblem problem, Microstructure m, List<Map<Integer, double[]>> reactions, String version) {
        if (reactions.size() != problem.columns().size()) {
            throw new IllegalStateException("the results file holds %d of %d load cases"
                    .formatted(reactions.size(), problem.columns().size()));
        }
        TreeMap<Integer, double[]> columns = new TreeMap<>();
        for (int j : problem.columns()) {
            double[][] forces = new double[3][];
            for (int d = 0; d < 3; d++) {
                double[] force = reactions.get(columns.size()).get(PeriodicDeck.reference(m, d));
                if (force == null) {
                    throw new IllegalStateException(
                            "the results file has no force of column %d, axis %d".formatted(j, d + 1));
                }
                forces[d] = force;
            }
            columns.put(j, PeriodicDeck.stress(forces, m, 1));
        }
        return new DeckResult(columns, List.of(), 0, version);
    }
}
