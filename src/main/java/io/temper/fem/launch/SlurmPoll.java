package io.temper.fem.launch;

import io.temper.fem.FemException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for jobs until all have ended.
 *
 * @param live those that have not; each is taken out once its end is told
 */
record SlurmPoll(Slurm slurm, SlurmLauncher.Times times, List<SlurmTask> live, SlurmLauncher.Ends ends) {
    /** @throws IOException if the scheduler stays away, or refuses to tell */
    void run() throws InterruptedException, IOException {
        long answered = System.nanoTime();
        while (!live.isEmpty()) {
            try {
                for (String job : live.stream().map(SlurmTask::job).distinct().toList()) {
                    Map<Integer, Slurm.Task> tasks = slurm.tasks(job);
                    for (SlurmTask task : List.copyOf(live)) {
                        if (task.job().equals(job) && hasEnded(task, tasks.get(task.number()))) {
                            live.remove(task);
                        }
                    }
                }
                answered = System.nanoTime();
            } catch (SlurmException e) {
                if (!e.isHiccup()
                        || System.nanoTime() - answered > times.patience().toNanos()) {
                    throw e;
                }
            }
            if (!live.isEmpty()) {
                Thread.sleep(times.poll().toMillis());
            }
        }
    }

    /** Tells of a task that has ended, and ends one that is late. @param now null if Slurm has forgotten it */
    private boolean hasEnded(SlurmTask task, Slurm.@Nullable Task now) throws IOException {
        Optional<FemException> failure;
        if (now == null) {
            failure = Optional.ofNullable(task.forgotten());
        } else if (now.state() != JobState.LIVE) {
            failure = Optional.ofNullable(task.ending(now.state(), details(task)));
        } else if (now.running().compareTo(task.command().timeLimit()) > 0) {
            slurm.cancel(List.of(task.id()));
            failure = Optional.of(task.late());
        } else {
            return false;
        }
        String said = LastWords.read(task.command().folder().resolve(Command.STDERR));
        if (failure.isPresent()) {
            SlurmRecord.delete(task.command().folder()); // the next attempt is another job
        }
        ends.ended(task.index(), said, failure.map(f -> LastWords.of(f, said)).orElse(null));
        return true;
    }

    private Map<String, String> details(SlurmTask task) {
        try {
            return slurm.details(task.job(), task.number());
        } catch (SlurmException e) {
            return Map.of(); // the state alone is known
        }
    }
}
