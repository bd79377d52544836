package io.temper.fem.deck;

import io.temper.fem.voxel.VoxelProblem;
import io.temper.material.Microstructure;
import io.temper.material.NpyFormat;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An adapter's process: {@code DeckMain calculix|abaqus PROGRAM FOLDER THREADS} reads {@code problem.json} and the voxels in
 * the folder, has the program solve the deck and leaves {@code result.json}; {@code DeckMain calculix|abaqus PROGRAM
 * --version} prints the version. Exit code 0; 1 if there is no result, 2 for bad input or a program that is not there, both
 * with one line on standard error.
 */
public final class DeckMain {
    private DeckMain() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        try {
            if (args.length == 3 && args[2].equals("--version")) {
                out.println(version(solver(args[0], args[1])));
                return 0;
            }
            if (args.length != 4 || !args[3].matches("[1-9]\\d{0,3}")) {
                throw new IllegalArgumentException(
                        "usage: DeckMain calculix|abaqus PROGRAM FOLDER THREADS, or --version");
            }
            solve(args[0], solver(args[0], args[1]), Path.of(args[2]).toAbsolutePath(), Integer.parseInt(args[3]));
            return 0;
        } catch (IllegalArgumentException | IOException e) {
            err.println(args.length == 0 ? e.getMessage() : args[0] + ": " + e.getMessage());
            return 2;
        } catch (IllegalStateException e) {
            err.println(args[0] + ": " + e.getMessage());
            return 1;
        }
    }

    private static DeckSolver solver(String name, String program) {
        return switch (name) {
            case "calculix" -> new Calculix(program);
            case "abaqus" -> new Abaqus(program);
            default -> throw new IllegalArgumentException("no solver '%s': use calculix or abaqus".formatted(name));
        };
    }

    private static String version(DeckSolver solver) throws IOException {
        Path folder = Files.createTempDirectory("temper-version");
        try {
            return solver.version(folder);
        } finally {
            delete(folder);
        }
    }

    private static void solve(String name, DeckSolver solver, Path folder, int threads) throws IOException {
        long start = System.nanoTime();
        VoxelProblem problem = VoxelProblem.read(folder.resolve("problem.json"));
        Microstructure m = new NpyFormat().read(folder.resolve(problem.microstructure()));
        List<Integer> size = List.of(m.nx(), m.ny(), m.nz());
        if (!size.equals(problem.size())) {
            throw new IllegalArgumentException("%s has size %s, but problem.json says %s"
                    .formatted(problem.microstructure(), size, problem.size()));
        }
        Path scratch = folder.resolve(name);
        delete(scratch);
        DeckResult result = solver.solve(problem, m, Files.createDirectory(scratch), threads);
        ResultFile.write(folder.resolve("result.json"), name, result, (System.nanoTime() - start) * 1e-9);
        delete(scratch); // a failure leaves it, with deck and logs
    }

    /** A folder of files, if it is there. */
    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                for (Path f : (Iterable<Path>) files::iterator) {
                    Files.delete(f);
                }
            }
            Files.delete(folder);
        }
    }
}
