package io.temper.fem;

import io.temper.fem.FemException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** A solver that runs as a process of its own, as its {@link AdapterDescriptor} says. */
public final class ProcessFemSolver implements FemSolver {
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(30);
    private static final int MESSAGE_TAIL = 300;
    /** What another attempt may mend. */
    private static final Set<Reason> PASSING = EnumSet.of(Reason.CRASHED, Reason.TIMED_OUT, Reason.MALFORMED);

    private final AdapterDescriptor adapter;
    private final Path home;
    private final Semaphore permits;

    /** @param home the adapter's own folder */
    public ProcessFemSolver(AdapterDescriptor adapter, Path home) {
        this.adapter = adapter;
        this.home = home.toAbsolutePath().normalize();
        permits = new Semaphore(adapter.concurrency(), true);
    }

    @Override
    public String name() {
        return adapter.name();
    }

    public AdapterDescriptor descriptor() {
        return adapter;
    }

    /**
     * Whether the solver is installed.
     *
     * @param folder where the probe runs and leaves its logs
     * @return the version: the first line that the adapter's probe prints
     * @throws FemException UNAVAILABLE, with why
     */
    public String probe(Path folder) throws FemException {
        if (adapter.probe().isEmpty()) {
            throw new FemException(Reason.UNAVAILABLE, "adapter %s has no probe".formatted(name()));
        }
        try {
            run(adapter.probe(), makeFolder(folder), "probe-", PROBE_LIMIT);
            return Files.readString(folder.resolve("probe-stdout.log"))
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new FemException(Reason.IO, "the probe's output cannot be read: " + e.getMessage(), e);
        } catch (FemException e) {
            throw new FemException(
                    Reason.UNAVAILABLE, "solver %s is not usable here: %s".formatted(name(), e.getMessage()), e);
        }
    }

    @Override
    public FemResult solve(FemProblem problem, Path folder) throws FemException {
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FemException(Reason.CANCELLED, "cancelled before %s was started".formatted(name()), e);
        }
        try {
            return attempts(problem, makeFolder(folder));
        } finally {
            permits.release();
        }
    }

    private FemResult attempts(FemProblem problem, Path folder) throws FemException {
        long start = System.nanoTime();
        ProblemWriter.write(problem, folder);
        for (int attempt = 0; ; attempt++) {
            try {
                return attempt(problem, folder, attempt == 0 ? "" : "retry%d-".formatted(attempt), start);
            } catch (FemException e) {
                if (attempt == adapter.retries() || !PASSING.contains(e.reason())) {
                    throw e;
                }
            }
        }
    }

    private FemResult attempt(FemProblem problem, Path folder, String logs, long start) throws FemException {
        Path result = folder.resolve("result.json");
        try {
            Files.deleteIfExists(result);
        } catch (IOException e) {
            throw new FemException(Reason.IO, "an older %s cannot be deleted: %s".formatted(result, e), e);
        }
        String tail = run(adapter.command(), folder, logs, adapter.timeLimit());
        try {
            return new ResultReader(problem).read(result, (System.nanoTime() - start) * 1e-9, name());
        } catch (FemException e) {
            throw explain(e, tail, folder);
        }
    }

    /** Returns the last of what the process wrote to standard error. */
    private String run(List<String> command, Path folder, String logs, Duration limit) throws FemException {
        try (BoundedLog out = new BoundedLog(folder.resolve(logs + "stdout.log"));
                BoundedLog err = new BoundedLog(folder.resolve(logs + "stderr.log"))) {
            try {
                runner(command, folder, limit).run(out, err);
            } catch (FemException e) {
                throw explain(e, err.tail(), folder);
            }
            return err.tail();
        } catch (IOException e) {
            throw new FemException(Reason.IO, "cannot write logs in %s: %s".formatted(folder, e), e);
        }
    }

    private ProcessRunner runner(List<String> command, Path folder, Duration limit) throws FemException {
        Map<String, String> values = values(command, folder);
        Map<String, String> environment = new HashMap<>();
        adapter.environment().forEach((name, value) -> environment.put(name, Placeholders.fill(value, values)));
        List<String> arguments =
                command.stream().map(a -> Placeholders.fill(a, values)).toList();
        return new ProcessRunner(arguments, environment, folder, limit);
    }

    private Map<String, String> values(List<String> command, Path folder) throws FemException {
        Map<String, String> values = new HashMap<>();
        values.put(
                "java", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (command.stream().anyMatch(argument -> argument.contains("${classpath}"))) {
            values.put("classpath", SolverClassPath.find());
        }
        values.put("folder", folder.toString());
        values.put("adapter", home.toString());
        int cores = Runtime.getRuntime().availableProcessors();
        values.put("threads", String.valueOf(Math.max(1, cores / adapter.concurrency())));
        return values;
    }

    private static Path makeFolder(Path folder) throws FemException {
        try {
            return Files.createDirectories(folder.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw new FemException(Reason.IO, "cannot make folder %s: %s".formatted(folder, e), e);
        }
    }

    /** One line: what failed, what the solver said last, where its logs are. */
    private FemException explain(FemException e, String stderr, Path folder) {
        String said = stderr.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        said = said.substring(Math.max(0, said.length() - MESSAGE_TAIL));
        return new FemException(
                e.reason(),
                "solver %s: %s%s; logs in %s"
                        .formatted(name(), e.getMessage(), said.isEmpty() ? "" : " (it said: " + said + ")", folder),
                e);
    }
}
