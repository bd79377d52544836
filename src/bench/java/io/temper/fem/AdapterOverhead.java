package io.temper.fem;

import io.temper.fem.adapter.AdapterRegistry;
import io.temper.generation.GaussianFilterGenerator;
import io.temper.generation.Sigma;
import io.temper.material.Microstructure;
import io.temper.material.Phases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeSet;

/**
 * What temper adds to an external solver: one evaluation of 51^3 by an adapter whose command only copies a result that is there
 * already, against the same command run plainly: {@code AdapterOverhead EVALUATIONS}, with TEMPER_HOME set for the first result.
 */
public final class AdapterOverhead {
    private static final int SIZE = 51;

    private AdapterOverhead() {}

    public static void main(String... arguments) throws Exception {
        Path folder = Files.createTempDirectory("overhead");
        Microstructure m = new GaussianFilterGenerator(SIZE, SIZE, SIZE).generate(new Sigma(4, 9, 15), 0.5, 1);
        FemProblem problem = new FemProblem(m, Phases.PAPER, new TreeSet<>(java.util.List.of(1)), 1e-4);
        Path first = folder.resolve("first");
        new AdapterRegistry(Path.of(System.getenv("TEMPER_HOME"), "fem-adapters"))
                .solver("voxel")
                .solve(problem, first);
        Path answer = first.resolve("result.json");
        Files.writeString(
                Files.createDirectories(folder.resolve("adapters/copy")).resolve("adapter.yaml"),
                """
                name: copy
                description: the result that is there
                command: [cp, %s, "${folder}/result.json"]
                timeLimit: 1m
                concurrency: 1
                retries: 0
                """.formatted(answer));
        FemSolver copy = new AdapterRegistry(folder.resolve("adapters")).solver("copy");
        int evaluations = Integer.parseInt(arguments[0]);
        double[] whole = new double[evaluations];
        double[] plain = new double[evaluations];
        for (int i = 0; i < evaluations; i++) {
            long start = System.nanoTime();
            copy.solve(problem, folder.resolve("e" + i));
            whole[i] = (System.nanoTime() - start) * 1e-6;
            start = System.nanoTime();
            Path own = Files.createDirectories(folder.resolve("p" + i));
            int exit = new ProcessBuilder(
                            "cp", answer.toString(), own.resolve("result.json").toString())
                    .start()
                    .waitFor();
            plain[i] = (System.nanoTime() - start) * 1e-6;
            if (exit != 0) {
                throw new IllegalStateException("cp ended with " + exit);
            }
        }
        Arrays.sort(whole);
        Arrays.sort(plain);
        System.out.printf(
                Locale.ROOT,
                "one evaluation: median %.1f ms, 90 %% %.1f ms; the plain command: median %.1f ms, 90 %% %.1f ms (%d evaluations)%n",
                whole[evaluations / 2],
                whole[evaluations * 9 / 10],
                plain[evaluations / 2],
                plain[evaluations * 9 / 10],
                evaluations);
    }
}
