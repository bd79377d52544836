package io.temper.fem.launch;

import io.temper.material.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes commands jobs, each once: a job has a name like no other's, which is noted before it is submitted and looked for
 * before it is submitted again.
 */
final class SlurmSubmission {
    /** How long a submission whose answer was lost may take to show. */
    private final Duration settle;
    /** How long the scheduler may be away. */
    private final Duration patience;

    private final Slurm slurm;
    private final List<String> options;
    private final int width;

    SlurmSubmission(Slurm slurm, List<String> options, int width, Duration settle, Duration patience) {
        this.slurm = slurm;
        this.options = options;
        this.width = width;
        this.settle = settle;
        this.patience = patience;
    }

    /**
     * The tasks of the commands: those that an earlier call began, the others anew as one array.
     *
     * @throws IOException if the scheduler refuses or stays away, or a folder cannot be written
     */
    List<SlurmTask> submit(List<Command> commands) throws IOException, InterruptedException {
        List<SlurmTask> tasks = new ArrayList<>();
        List<Integer> fresh = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            Optional<SlurmTask> begun = begun(i, commands.get(i));
            begun.ifPresent(tasks::add);
            if (begun.isEmpty()) {
                fresh.add(i);
            }
        }
        if (!fresh.isEmpty()) {
            List<Command> array = fresh.stream().map(commands::get).toList();
            String name = "temper-" + UUID.randomUUID();
            String job = submit(array, name);
            for (int n = 0; n < fresh.size(); n++) {
                tasks.add(new SlurmTask(fresh.get(n), array.get(n), name, job, n));
            }
        }
        return tasks;
    }

    /** The job that a command has become already. */
    private Optional<SlurmTask> begun(int index, Command command) throws IOException, InterruptedException {
        Optional<SlurmRecord> known = SlurmRecord.read(command.folder());
        if (known.isEmpty()) {
            return Optional.empty();
        }
        SlurmRecord record = known.get();
        String job = record.job() == null ? find(record.name()).orElse(null) : record.job();
        if (job == null) {
            return Optional.empty();
        }
        record.of(job).write(command.folder());
        return Optional.of(new SlurmTask(index, command, record.name(), job, record.task()));
    }

    private String submit(List<Command> array, String name) throws IOException, InterruptedException {
        for (int n = 0; n < array.size(); n++) {
            prepare(array.get(n), new SlurmRecord(name, n, null));
        }
        Path folder = SlurmRecord.folder(array.get(0).folder(), name);
        Path script = folder.resolve("job.sh");
        AtomicFile.write(script, SlurmScript.of(array).getBytes(StandardCharsets.UTF_8));
        String job = submitOnce(script, name, arguments(array, name, folder));
        for (int n = 0; n < array.size(); n++) {
            new SlurmRecord(name, n, job).write(array.get(n).folder());
        }
        return job;
    }

    private static void prepare(Command command, SlurmRecord record) throws IOException {
        for (Path result : command.results()) {
            Files.deleteIfExists(result);
        }
        Files.deleteIfExists(command.folder().resolve(SlurmScript.EXIT));
        record.write(command.folder());
    }

    /** @param folder the array's own: that of a command may be gone before the array is at its end */
    private List<String> arguments(List<Command> array, String name, Path folder) {
        Command first = array.get(0);
        List<String> arguments = new ArrayList<>(List.of(
                "--job-name=" + name,
                "--array=0-%d%%%d".formatted(array.size() - 1, width),
                "--no-requeue",
                "--chdir=" + folder,
                // what Slurm itself says; the commands have logs of their own
                "--output=" + folder.resolve("%a.log"),
                // in whole minutes, and one more: temper itself ends what runs past its limit
                "--time=" + (first.timeLimit().toMinutes() + 2)));
        if (first.memoryLimit() != null) {
            arguments.add("--mem=%dM".formatted(first.memoryLimit().mebibytes()));
        }
        arguments.addAll(options);
        return arguments;
    }

    private String submitOnce(Path script, String name, List<String> arguments)
            throws SlurmException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return slurm.submit(script, arguments);
            } catch (SlurmException e) {
                if (!e.isHiccup() || System.nanoTime() > deadline) {
                    throw e;
                }
                Optional<String> job = find(name);
                if (job.isPresent()) {
                    return job.get();
                }
            }
        }
    }

    /** Looks for a job until the scheduler has said twice, some time apart, that there is none. */
    private Optional<String> find(String name) throws SlurmException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (int denials = 0; denials < 2; ) {
            try {
                Optional<String> job = slurm.find(name);
                if (job.isPresent()) {
                    return job;
                }
                denials++;
            } catch (SlurmException e) {
                if (!e.isHiccup() || System.nanoTime() > deadline) {
                    throw e;
                }
            }
            Thread.sleep(settle.toMillis());
        }
        return Optional.empty();
    }
}
