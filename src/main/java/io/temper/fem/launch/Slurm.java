package io.temper.fem.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The commands of Slurm. */
class Slurm {
    /** A task of an array, as squeue has it. @param running time since its start */
    record Task(JobState state, Duration running) {}

    private static final int ANSWER_SECONDS = 60;
    private static final Pattern JOB = Pattern.compile("(\\d+)(;.*)?");
    private static final Pattern FIELD = Pattern.compile("(\\w+)=(\\S*)");
    private static final Pattern TIME = Pattern.compile("(?:(?:(\\d+)-)?(\\d+):)?(\\d+):(\\d+)");

    private final Map<String, String> environment;

    /** @param environment variables on top of temper's own, such as SLURM_CONF */
    Slurm(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Number of the new job. */
    String submit(Path script, List<String> options) throws SlurmException {
        List<String> command = new ArrayList<>(List.of("sbatch", "--parsable"));
        command.addAll(options);
        command.add(script.toString());
        String answer = call(command).strip();
        Matcher job = JOB.matcher(answer);
        if (!job.matches()) {
            throw new SlurmException("no answer of sbatch that names a job, but '%s'".formatted(answer));
        }
        return job.group(1);
    }

    /** Number of the job of a name, running or ended not long ago. */
    Optional<String> find(String name) throws SlurmException {
        return call(List.of("squeue", "-h", "-t", "all", "-o", "%F", "--name=" + name))
                .lines()
                .map(String::strip)
                .findFirst();
    }

    /** The tasks of an array by number; without those that it has forgotten. */
    Map<Integer, Task> tasks(String job) throws SlurmException {
        try {
            return call(List.of("squeue", "-h", "-r", "-t", "all", "-o", "%K|%T|%M", "-j", job))
                    .lines()
                    .map(line -> line.split("\\|", -1))
                    .filter(f -> f.length == 3 && f[0].strip().matches("\\d+"))
                    .collect(Collectors.toMap(
                            f -> Integer.valueOf(f[0].strip()),
                            f -> new Task(JobState.parse(f[1].strip()), time(f[2].strip())),
                            (a, b) -> b));
        } catch (SlurmException e) {
            if (e.isUnknownJob()) {
                return Map.of();
            }
            throw e;
        }
    }

    /** What the scheduler knows of a task, such as JobState, Reason and ExitCode. */
    Map<String, String> details(String job, int task) throws SlurmException {
        Map<String, String> fields = new HashMap<>();
        Matcher field = FIELD.matcher(call(List.of("scontrol", "-o", "show", "job", job + "_" + task)));
        while (field.find()) {
            fields.putIfAbsent(field.group(1), field.group(2));
        }
        return fields;
    }

    /** @param ids jobs or tasks such as 12_3 */
    void cancel(List<String> ids) throws SlurmException {
        List<String> command = new ArrayList<>(List.of("scancel"));
        command.addAll(ids);
        call(command);
    }

    private String call(List<String> command) throws SlurmException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            // reading does not end if the thread is interrupted, and need not: the answer decides what there is to
            // cancel
            var late = process.onExit()
                    .orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .exceptionally(e -> {
                        process.destroyForcibly();
                        return process;
                    });
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            late.join();
            int exit = process.onExit().join().exitValue();
            if (exit != 0) {
                throw new SlurmException("%s: %s"
                        .formatted(command.get(0), answer.isBlank() ? "no answer, exit code " + exit : line(answer)));
            }
            return answer;
        } catch (SlurmException e) {
            throw e;
        } catch (IOException e) {
            throw new SlurmException("cannot run %s: %s".formatted(command.get(0), e.getMessage()), e);
        }
    }

    private static String line(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /** {@code days-hours:minutes:seconds}; zero for what is no time. */
    static Duration time(String text) {
        Matcher t = TIME.matcher(text);
        if (!t.matches()) {
            return Duration.ZERO;
        }
        return Duration.ofDays(number(t.group(1)))
                .plusHours(number(t.group(2)))
                .plusMinutes(number(t.group(3)))
                .plusSeconds(number(t.group(4)));
    }

    private static long number(@org.jspecify.annotations.Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
