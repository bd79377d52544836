package io.temper.fem.adapter;

import io.temper.fem.FemException;
import io.temper.fem.FemException.Reason;
import io.temper.fem.FemListener;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.FemSolver;
import io.temper.fem.FemTask;
import io.temper.fem.Fingerprint;
import io.temper.fem.launch.LastWords;
import io.temper.fem.launch.Launcher;
import io.temper.fem.launch.LocalLauncher;
import io.temper.fem.launch.SlurmLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** A solver that runs as a process of its own, as its {@link AdapterDescriptor} says. */
public final class ProcessFemSolver implements FemSolver {
    /** What another attempt may mend. */
    private static final Set<Reason> PASSING = EnumSet.of(Reason.CRASHED, Reason.TIMED_OUT, Reason.MALFORMED);

    private final AdapterDescriptor adapter;
    private final LocalLauncher local;
    private final Launcher launcher;
    private final Optional<Batch> batch;
    private final Commands commands;
    private final Semaphore permits;

    /** With a limit of its own on cores. @param home the adapter's own folder */
    public ProcessFemSolver(AdapterDescriptor adapter, Path home) {
        this(adapter, home, LocalLauncher.standard());
    }

    /** @param local runs the processes of all adapters on this machine: this one's, if its launcher is local, and its probe */
    public ProcessFemSolver(AdapterDescriptor adapter, Path home, LocalLauncher local) {
        this(adapter, home, local, SlurmLauncher.Times.STANDARD);
    }

    ProcessFemSolver(AdapterDescriptor adapter, Path home, LocalLauncher local, SlurmLauncher.Times times) {
        this.adapter = adapter;
        this.local = local;
        commands = Commands.of(adapter, home, local.cores());
        permits = new Semaphore(adapter.concurrency(), true);
        if (adapter.launcher() == LauncherName.SLURM) {
            SlurmLauncher slurm =
                    new SlurmLauncher(adapter.options(), adapter.concurrency(), commands.schedulerVariables(), times);
            launcher = slurm;
            batch = Optional.of(new SlurmBatch(commands, slurm));
        } else {
            launcher = local;
            batch = adapter.batchCommand().isEmpty() ? Optional.empty() : Optional.of(new LocalBatch(commands, local));
        }
    }

    @Override
    public String name() {
        return adapter.name();
    }

    public AdapterDescriptor descriptor() {
        return adapter;
    }

    /** The adapter's own folder, absolute. */
    public Path home() {
        return commands.home();
    }

    /** What makes this solver another one, as far as its description tells. */
    public List<String> identity() {
        return commands.identity();
    }

    /**
     * Whether the solver is installed. The probe runs on this machine, whatever the launcher.
     *
     * @param folder in whose folder {@code probe} it runs and leaves its logs
     * @return the version: the first line that the adapter's probe prints
     * @throws FemException UNAVAILABLE, with why; CANCELLED
     */
    public String probe(Path folder) throws FemException {
        if (adapter.probe().isEmpty()) {
            throw new FemException(Reason.UNAVAILABLE, "adapter %s has no probe".formatted(name()));
        }
        try {
            Path own = EvaluationFolder.make(folder.resolve("probe"));
            local.run(commands.probe(own));
            return Files.readString(own.resolve("stdout.log"))
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new FemException(Reason.IO, "the probe's output cannot be read: " + e.getMessage(), e);
        } catch (FemException e) {
            if (e.reason() == Reason.CANCELLED) {
                throw e;
            }
            throw new FemException(
                    Reason.UNAVAILABLE, "solver %s is not usable here: %s".formatted(name(), e.getMessage()), e);
        }
    }

    @Override
    public FemResult solve(FemProblem problem, Path folder) throws FemException {
        FemTask task = new FemTask(problem, folder);
        if (!adapter.columns().containsAll(problem.columns())) {
            throw cannot(task);
        }
        acquire(1);
        try {
            return attempts(task, 0);
        } finally {
            permits.release();
        }
    }

    private FemResult attempts(FemTask task, int first) throws FemException {
        for (int attempt = first; ; attempt++) {
            try {
                pause(attempt);
                return attempt(task, attempt);
            } catch (FemException e) {
                if (attempt >= adapter.retries() || !PASSING.contains(e.reason())) {
                    throw e;
                }
            }
        }
    }

    /** Waits before a retry, longer each time. */
    private void pause(int attempt) throws FemException {
        try {
            if (attempt > 0) {
                Thread.sleep(adapter.backOff().toMillis() << attempt - 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FemException(Reason.CANCELLED, "cancelled before %s was tried again".formatted(name()), e);
        }
    }

    /**
     * Each attempt has a folder of its own, so that what an earlier one may still write is not taken for the answer of this one. What
     * a process that is gone has finished there is not solved again.
     */
    private FemResult attempt(FemTask task, int attempt) throws FemException {
        Path own = attempt == 0 ? task.folder() : task.folder().resolve("retry" + attempt);
        EvaluationFolder folder = folder(new FemTask(task.problem(), own));
        long start = System.nanoTime();
        if (!launcher.resumes() || !folder.isOurs()) {
            launcher.abandon(own);
            Optional<FemResult> finished = folder.finished(name());
            if (finished.isPresent()) {
                return finished.get();
            }
            folder.begin();
        }
        try {
            String said = launcher.run(commands.evaluation(folder));
            try {
                return folder.read(name(), (System.nanoTime() - start) * 1e-9);
            } catch (FemException e) {
                throw LastWords.of(e, said);
            }
        } catch (FemException e) {
            if (e.reason() != Reason.IO) { // a job whose scheduler is away may still come to its end
                folder.invalidate();
            }
            throw named(e.rephrased("%s; logs in %s".formatted(e.getMessage(), own)));
        }
    }

    @Override
    public void endLeftovers(Path folder) {
        local.abandon(folder);
    }

    @Override
    public int batchSize() {
        return batch.map(Batch::size).orElse(1);
    }

    @Override
    public void solveAll(List<FemTask> tasks, FemListener listener) throws FemException {
        if (batch.isEmpty()) {
            FemSolver.super.solveAll(tasks, listener);
            return;
        }
        int width = batch.get().permits();
        acquire(width);
        try {
            solveAll(batch.get(), tasks, listener);
        } finally {
            permits.release(width);
        }
    }

    private void solveAll(Batch together, List<FemTask> tasks, FemListener listener) throws FemException {
        List<FemTask> again = new ArrayList<>();
        List<EvaluationFolder> possible = new ArrayList<>();
        for (FemTask task : tasks) {
            if (adapter.columns().containsAll(task.problem().columns())) {
                possible.add(folder(task));
            } else {
                listener.failed(task, cannot(task));
            }
        }
        together.run(possible, new FemListener() {
            @Override
            public void solved(FemTask task, FemResult result) {
                listener.solved(task, result);
            }

            @Override
            public void failed(FemTask task, FemException failure) {
                if (adapter.retries() > 0 && PASSING.contains(failure.reason())) {
                    again.add(task);
                } else {
                    listener.failed(task, named(failure));
                }
            }
        });
        for (FemTask task : again) {
            retry(task, listener);
        }
    }

    private void retry(FemTask task, FemListener listener) throws FemException {
        try {
            listener.solved(task, attempts(task, 1));
        } catch (FemException e) {
            if (e.reason() == Reason.CANCELLED) {
                throw e;
            }
            listener.failed(task, e);
        }
    }

    private void acquire(int width) throws FemException {
        try {
            permits.acquire(width);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FemException(Reason.CANCELLED, "cancelled before %s was started".formatted(name()), e);
        }
    }

    private FemException cannot(FemTask task) {
        return new FemException(
                Reason.UNAVAILABLE,
                "solver %s can do columns %s, not all of %s"
                        .formatted(name(), adapter.columns(), task.problem().columns()));
    }

    private EvaluationFolder folder(FemTask task) {
        return new EvaluationFolder(task, Fingerprint.of(task.problem(), commands.identity()));
    }

    private FemException named(FemException e) {
        return e.rephrased("solver %s: %s".formatted(name(), e.getMessage()));
    }
}
