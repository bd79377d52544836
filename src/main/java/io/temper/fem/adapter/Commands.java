package io.temper.fem.adapter;

import io.temper.fem.FemException;
import io.temper.fem.launch.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The commands of an adapter, their placeholders filled.
 *
 * @param home the adapter's own folder, absolute
 * @param cores for each process
 */
record Commands(AdapterDescriptor adapter, Path home, int cores) {
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(30);
    private static final Pattern CPUS = Pattern.compile("(?:--cpus-per-task=|-c)(\\d{1,5})");

    /** @param machine cores of this machine that solvers may use; those of a job of Slurm are what its options ask for */
    static Commands of(AdapterDescriptor adapter, Path home, int machine) {
        int cores = adapter.launcher() == LauncherName.SLURM
                ? adapter.options().stream()
                        .map(CPUS::matcher)
                        .filter(Matcher::matches)
                        .map(m -> Integer.parseInt(m.group(1)))
                        .findFirst()
                        .orElse(1)
                : Math.max(1, machine / adapter.concurrency());
        return new Commands(adapter, home.toAbsolutePath().normalize(), cores);
    }

    /** Variables that Slurm's own commands read. */
    Map<String, String> schedulerVariables() {
        return adapter.environment().entrySet().stream()
                .filter(v -> v.getKey().matches("(SLURM|SBATCH)_.*"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Command probe(Path folder) throws FemException {
        return command(adapter.probe(), folder, null, List.of(), PROBE_LIMIT);
    }

    Command evaluation(EvaluationFolder folder) throws FemException {
        return command(adapter.command(), folder.path(), null, List.of(folder.result()), adapter.timeLimit());
    }

    /** For a list of evaluations; the time limit is that of one of them. */
    Command batch(Path folder, Path manifest) throws FemException {
        return command(adapter.batchCommand(), folder, manifest, List.of(), adapter.timeLimit());
    }

    /** What makes this solver another one, as far as temper can tell without asking it. */
    List<String> identity() {
        return List.of(
                adapter.name(),
                adapter.command().toString(),
                adapter.batchCommand().toString(),
                new TreeMap<>(adapter.environment()).toString());
    }

    private Command command(
            List<String> arguments, Path folder, @Nullable Path manifest, List<Path> results, Duration limit)
            throws FemException {
        Map<String, String> values = values(arguments, folder);
        if (manifest != null) {
            values.put("manifest", manifest.toString());
        }
        Map<String, String> environment = new HashMap<>();
        adapter.environment().forEach((name, value) -> environment.put(name, Placeholders.fill(value, values)));
        return new Command(
                arguments.stream().map(a -> Placeholders.fill(a, values)).toList(),
                environment,
                folder,
                results,
                cores,
                limit,
                adapter.memoryLimit());
    }

    private Map<String, String> values(List<String> arguments, Path folder) throws FemException {
        Map<String, String> values = new HashMap<>();
        values.put(
                "java", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (arguments.stream().anyMatch(argument -> argument.contains("${classpath}"))) {
            values.put("classpath", SolverClassPath.find());
        }
        values.put("folder", folder.toString());
        values.put("adapter", home.toString());
        values.put("threads", String.valueOf(cores));
        return values;
    }
}
