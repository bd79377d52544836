package io.temper.fem.launch;

import io.temper.fem.FemException;
import io.temper.fem.FemException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands as jobs of Slurm, many as one array. A command that was begun in its folder before, by a temper that was
 * killed, is found again, running or ended, and not submitted a second time.
 */
public final class SlurmLauncher implements Launcher {
    /** Hears of the end of each command, once. */
    @FunctionalInterface
    public interface Ends {
        /**
         * @param index of the command
         * @param said the last of what it wrote to standard error
         * @param failure null if its exit code was 0
         */
        void ended(int index, String said, @Nullable FemException failure);
    }

    /** How long to wait: between polls, for a submission without an answer to show, for a scheduler that is away. */
    public record Times(Duration poll, Duration settle, Duration patience) {
        public static final Times STANDARD =
                new Times(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofMinutes(30));
    }

    private final Slurm slurm;
    private final SlurmSubmission submission;
    private final Times times;

    /**
     * @param options extra arguments of sbatch
     * @param width tasks of an array that may run at once
     * @param environment variables for Slurm's commands on top of temper's own, such as SLURM_CONF
     */
    public SlurmLauncher(List<String> options, int width, Map<String, String> environment) {
        this(options, width, environment, Times.STANDARD);
    }

    public SlurmLauncher(List<String> options, int width, Map<String, String> environment, Times times) {
        this.times = times;
        slurm = new Slurm(environment);
        submission = new SlurmSubmission(slurm, List.copyOf(options), width, times.settle(), times.patience());
    }

    @Override
    public boolean resumes() {
        return true;
    }

    @Override
    public String run(Command command) throws FemException {
        List<FemException> failures = new ArrayList<>();
        StringBuilder last = new StringBuilder();
        runAll(List.of(command), (index, said, failure) -> {
            last.append(said);
            if (failure != null) {
                failures.add(failure);
            }
        });
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
        return last.toString();
    }

    /**
     * Runs commands of equal limits as one array, to their ends.
     *
     * @throws FemException CANCELLED (this thread was interrupted, and still is); NOT_STARTED or IO of all that the listener has
     *     not heard of
     */
    public void runAll(List<Command> commands, Ends ends) throws FemException {
        List<SlurmTask> live = new CopyOnWriteArrayList<>();
        Thread hook = new Thread(() -> cancel(List.copyOf(live)), "end-jobs");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            submit(commands, live);
            Set<Path> arrays = live.stream().map(SlurmTask::arrayFolder).collect(Collectors.toSet());
            new SlurmPoll(slurm, times, live, ends).run();
            for (Path array : arrays) {
                delete(array);
            }
        } catch (InterruptedException e) {
            cancel(live);
            Thread.currentThread().interrupt();
            throw new FemException(Reason.CANCELLED, "the jobs were ended: the evaluation was cancelled", e);
        } catch (IOException e) {
            throw new FemException(Reason.IO, String.valueOf(e.getMessage()), e);
        } finally {
            remove(hook);
        }
    }

    private void submit(List<Command> commands, List<SlurmTask> live)
            throws FemException, InterruptedException, IOException {
        try {
            live.addAll(submission.submit(commands));
        } catch (SlurmException e) {
            throw new FemException(Reason.NOT_STARTED, "cannot submit: " + e.getMessage(), e);
        }
    }

    @Override
    public void abandon(Path folder) throws FemException {
        try {
            Optional<SlurmRecord> known = SlurmRecord.read(folder);
            if (known.isPresent()) {
                SlurmRecord record = known.get();
                Optional<String> job = record.job() == null ? slurm.find(record.name()) : Optional.of(record.job());
                if (job.isPresent() && slurm.tasks(job.get()).containsKey(record.task())) {
                    slurm.cancel(List.of(job.get() + "_" + record.task()));
                }
                SlurmRecord.delete(folder);
            }
        } catch (IOException e) {
            throw new FemException(
                    Reason.IO, "an earlier job of %s cannot be ended: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /** Ends jobs, so that they are not found again. */
    private void cancel(List<SlurmTask> tasks) {
        try {
            if (!tasks.isEmpty()) {
                slurm.cancel(tasks.stream().map(SlurmTask::id).toList());
            }
            for (SlurmTask task : tasks) {
                SlurmRecord.delete(task.command().folder());
            }
        } catch (IOException e) {
            // the scheduler is away: the jobs come to their own end, and are found again
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // deleted by an earlier run, which was killed before its results were taken
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // this JVM is ending and the hook is at work
        }
    }
}
