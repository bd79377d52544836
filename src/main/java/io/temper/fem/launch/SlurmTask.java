package io.temper.fem.launch;

import io.temper.fem.FemException;
import io.temper.fem.FemException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command that has become a task of a job.
 *
 * @param index of the command among those that were given together
 * @param name of the job
 * @param job its number
 * @param number of the task within the job's array
 */
record SlurmTask(int index, Command command, String name, String job, int number) {
    /** As Slurm writes it, such as 12_3. */
    String id() {
        return job + "_" + number;
    }

    /** Script and logs of the job itself. */
    Path arrayFolder() {
        return SlurmRecord.folder(command.folder(), name);
    }

    /**
     * How it ended; null for well.
     *
     * @param details what the scheduler says of it; empty if it says nothing any more
     */
    @Nullable FemException ending(JobState state, Map<String, String> details) {
        if (state == JobState.COMPLETED) {
            return null;
        }
        if (exceededMemory(details)) {
            return new FemException(Reason.OUT_OF_MEMORY, "job %s %s".formatted(id(), JobState.OUT_OF_MEMORY.words));
        }
        String[] exit = details.getOrDefault("ExitCode", "0:0").split(":", -1);
        if (state == JobState.FAILED && !exit[0].equals("0")) {
            FemException crash = ProcessRunner.crashed(command.program(), Integer.parseInt(exit[0]));
            return crash.rephrased("%s (job %s)".formatted(crash.getMessage(), id()));
        }
        String signal = exit.length < 2 || exit[1].equals("0") ? "" : ", signal " + exit[1];
        String reason = details.getOrDefault("Reason", "None");
        return new FemException(
                state.reason,
                "job %s %s%s%s"
                        .formatted(id(), state.words, signal, reason.equals("None") ? "" : " (Slurm: " + reason + ")"));
    }

    /** Without control groups Slurm says so in the job's own log only. */
    private static boolean exceededMemory(Map<String, String> details) {
        String log = details.get("StdOut");
        return log != null && LastWords.read(Path.of(log)).contains("exceeded memory limit");
    }

    /** How it ended, by the exit code that it left; null for well. */
    @Nullable FemException forgotten() {
        try {
            int code = Integer.parseInt(
                    Files.readString(command.folder().resolve(SlurmScript.EXIT)).strip());
            return code == 0 ? null : ProcessRunner.crashed(command.program(), code);
        } catch (IOException | NumberFormatException e) {
            return new FemException(
                    Reason.CRASHED, "job %s is not known to Slurm any more, and left no exit code".formatted(id()), e);
        }
    }

    FemException late() {
        return new FemException(
                Reason.TIMED_OUT,
                "%s ran past its time limit of %d s and was ended (job %s)"
                        .formatted(command.program(), command.timeLimit().toSeconds(), id()));
    }
}
