package io.temper.fem.launch;

import java.util.List;
import java.util.TreeMap;

/** The shell script of a job array: a task for each command. */
final class SlurmScript {
    /** Holds the exit code, for when the scheduler has forgotten the job. */
    static final String EXIT = "exit";

    private SlurmScript() {}

    static String of(List<Command> commands) {
        StringBuilder script = new StringBuilder("#!/bin/sh\ncase $SLURM_ARRAY_TASK_ID in\n");
        for (int task = 0; task < commands.size(); task++) {
            Command c = commands.get(task);
            script.append("%d) cd %s && exec >%s 2>%s || exit 1\n"
                    .formatted(task, quote(c.folder().toString()), Command.STDOUT, Command.STDERR));
            new TreeMap<>(c.environment())
                    .forEach((name, value) -> script.append("export ")
                            .append(quote(name + "=" + value))
                            .append('\n'));
            c.arguments().forEach(a -> script.append(quote(a)).append(' '));
            script.append(";;\n");
        }
        return script.append("*) echo \"no task $SLURM_ARRAY_TASK_ID\" >&2; exit 1 ;;\nesac\n")
                .append("code=$?\necho $code >%1$s.tmp && mv %1$s.tmp %1$s\nexit $code\n".formatted(EXIT))
                .toString();
    }

    /** As one word of the shell, whatever it holds. */
    static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
