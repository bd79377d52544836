package io.temper.fem.launch;

import io.temper.fem.MemorySize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command to run to its end.
 *
 * @param arguments program and arguments; no shell sees them
 * @param environment variables on top of temper's own
 * @param folder absolute; the working directory, where {@code stdout.log} and {@code stderr.log} are left
 * @param results files that it leaves; older ones are deleted before it starts
 * @param cores that it keeps busy, at least 1
 * @param timeLimit after which it is ended with all that it started
 * @param memoryLimit of it and all that it started; null for none
 */
public record Command(
        List<String> arguments,
        Map<String, String> environment,
        Path folder,
        List<Path> results,
        int cores,
        Duration timeLimit,
        @Nullable MemorySize memoryLimit) {
    static final String STDOUT = "stdout.log";
    static final String STDERR = "stderr.log";

    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        results = List.copyOf(results);
    }

    String program() {
        return arguments.get(0);
    }
}
