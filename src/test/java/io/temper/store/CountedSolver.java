package io.temper.store;

import io.temper.design.AnalyticMaterial;
import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.FemSolver;
import io.temper.fem.ResultJson;
import io.temper.fem.adapter.AdapterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Solvers whose processes leave a line in a file when they start and when they end, so that evaluations are counted outside of
 * temper: {@code analytic}, which is told the answer, and {@code voxel}, temper's own.
 */
public final class CountedSolver implements FemSolver {
    private final FemSolver answers = new AnalyticMaterial.Solver();
    private final AdapterRegistry adapters;

    public CountedSolver(AdapterRegistry adapters) {
        this.adapters = adapters;
    }

    /** Adapters that write to a file {@code count} in a folder. */
    public static AdapterRegistry adapters(Path folder) throws IOException {
        Path script = Files.writeString(
                Files.createDirectories(folder).resolve("count.sh"), """
                folder=$1
                shift
                echo "start $folder" >> "%1$s"
                if [ $# = 0 ]; then
                    sleep 0.03
                    cp "$folder/answer.json" "$folder/result.tmp" && mv "$folder/result.tmp" "$folder/result.json"
                else
                    "$@" || exit
                fi
                echo "end $folder" >> "%1$s"
                """.formatted(folder.resolve("count")));
        adapter(folder, "analytic", script, List.of());
        adapter(
                folder,
                "voxel",
                script,
                List.of(
                        "${java}",
                        "-XX:+UseSerialGC",
                        "-cp",
                        "${classpath}",
                        "io.temper.fem.voxel.VoxelMain",
                        "${folder}",
                        "${threads}"));
        return new AdapterRegistry(folder);
    }

    private static void adapter(Path folder, String name, Path script, List<String> command) throws IOException {
        StringBuilder yaml = new StringBuilder("name: %s\ndescription: counted\ncommand:\n".formatted(name));
        for (String argument : List.of("sh", script.toString(), "${folder}")) {
            yaml.append("  - ").append(argument).append('\n');
        }
        command.forEach(argument -> yaml.append("  - ").append(argument).append('\n'));
        yaml.append("timeLimit: 2m\nconcurrency: 1\nretries: 0\n");
        Files.writeString(Files.createDirectories(folder.resolve(name)).resolve("adapter.yaml"), yaml);
    }

    @Override
    public String name() {
        return "analytic";
    }

    @Override
    public FemResult solve(FemProblem problem, Path own) throws FemException {
        FemResult answer = answers.solve(problem, own);
        try {
            Files.createDirectories(own);
            Files.write(own.resolve("answer.json"), ResultJson.write(answer, false));
        } catch (IOException e) {
            throw new FemException(FemException.Reason.IO, e.toString(), e);
        }
        return adapters.solver(name()).solve(problem, own);
    }
}
