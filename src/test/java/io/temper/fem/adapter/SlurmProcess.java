package io.temper.fem.adapter;

import io.temper.fem.FemException;
import io.temper.fem.FemTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Evaluations by Slurm in a process that a test may kill: {@code SlurmProcess CLUSTER FOLDER COUNT}. */
public final class SlurmProcess {
    private SlurmProcess() {}

    static Process start(Path cluster, Path folder, int count) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SlurmProcess.class.getName(),
                        cluster.toString(),
                        folder.toString(),
                        String.valueOf(count))
                .inheritIO()
                .start();
    }

    public static void main(String[] args) throws FemException {
        Path folder = Path.of(args[1]);
        List<FemTask> tasks = IntStream.range(0, Integer.parseInt(args[2]))
                .mapToObj(i -> SlurmIT.task(folder, i))
                .toList();
        Map<String, String> environment =
                Map.of("SLURM_CONF", Path.of(args[0], "slurm.conf").toString());
        SlurmIT.solver(SlurmIT.adapter("count-slowly", environment).concurrency(2), folder)
                .solveAll(tasks, new SlurmIT.Told());
    }
}
