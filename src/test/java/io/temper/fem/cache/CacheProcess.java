package io.temper.fem.cache;

import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.MemorySize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Evaluations with a cache, in a process that a test may kill: {@code CacheProcess write|share FOLDER SEED COUNT}. */
public final class CacheProcess {
    private CacheProcess() {}

    static Process start(String what, Path folder, int seed, int count) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CacheProcess.class.getName(),
                        what,
                        folder.toString(),
                        String.valueOf(seed),
                        String.valueOf(count))
                .inheritIO()
                .start();
    }

    public static void main(String[] args) throws FemException {
        Path folder = Path.of(args[1]);
        Random random = new Random(Long.parseLong(args[2]));
        int count = Integer.parseInt(args[3]);
        if (args[0].equals("share")) {
            CachingFemSolver solver = solver(new Noting(folder.resolve("notes")), folder, "16m");
            for (int i = 0; i < count; i++) {
                solver.solve(CountingSolver.problem(i), folder.resolve("work-" + args[2]));
            }
        } else {
            // so small that entries go all the time
            CachingFemSolver solver = solver(new CountingSolver(), folder, "400k");
            while (true) {
                solver.solve(CountingSolver.problem(random.nextInt(count)), folder.resolve("work-" + args[2]));
            }
        }
    }

    static CachingFemSolver solver(CountingSolver solver, Path folder, String limit) {
        return new CachingFemSolver(
                solver,
                place -> Optional.of(List.of("hill", "1")),
                new EvaluationCache(folder.resolve("cache"), MemorySize.parse(limit)));
    }

    /** Takes a moment, and leaves a line for every evaluation. */
    private static final class Noting extends CountingSolver {
        private final Path notes;

        Noting(Path notes) {
            this.notes = notes;
        }

        @Override
        public FemResult solve(FemProblem p, Path folder) throws FemException {
            try {
                Thread.sleep(20);
                Files.writeString(
                        notes,
                        p.microstructure().sha256() + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return super.solve(p, folder);
        }
    }
}
