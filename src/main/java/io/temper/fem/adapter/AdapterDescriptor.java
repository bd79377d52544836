package io.temper.fem.adapter;

import io.temper.fem.MemorySize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to run a solver: the contents of its {@code adapter.yaml}.
 *
 * @param name name of the adapter and of its folder: lower-case letters, digits and hyphens
 * @param description one line for people
 * @param command argument list, run without a shell; may hold the {@link Placeholders}
 * @param environment variables set on top of temper's own; values may hold the placeholders
 * @param timeLimit of one evaluation, after which the process tree is ended, written {@code 90s}, {@code 10m} or {@code 2h}
 * @param concurrency processes that may run at once, at least 1
 * @param retries further attempts after a crash, a time-out or a malformed result
 * @param probe command that exits 0 and prints the version if the solver is installed; empty for none
 * @param launcher where its processes run; by default on this machine
 * @param options extra arguments of the launcher, such as {@code --partition=lab} for Slurm
 * @param memoryLimit of the process tree, written {@code 512m} or {@code 4g}; null for none
 * @param backOff wait before the first retry, doubled before each further one; by default none
 * @param batchCommand one process that solves all microstructures of a {@code ${manifest}}; empty for none
 * @param columns load cases that the solver can do, of 1..6; by default all
 */
public record AdapterDescriptor(
        String name,
        String description,
        List<String> command,
        Map<String, String> environment,
        Duration timeLimit,
        int concurrency,
        int retries,
        List<String> probe,
        LauncherName launcher,
        List<String> options,
        @Nullable MemorySize memoryLimit,
        Duration backOff,
        List<String> batchCommand,
        SortedSet<Integer> columns) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final Set<Integer> ALL_COLUMNS = Set.of(1, 2, 3, 4, 5, 6);

    public AdapterDescriptor(
            @Nullable String name,
            @Nullable String description,
            @Nullable List<String> command,
            @Nullable Map<String, String> environment,
            @Nullable Duration timeLimit,
            int concurrency,
            int retries,
            @Nullable List<String> probe,
            @Nullable LauncherName launcher,
            @Nullable List<String> options,
            @Nullable MemorySize memoryLimit,
            @Nullable Duration backOff,
            @Nullable List<String> batchCommand,
            @Nullable SortedSet<Integer> columns) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name '%s' must be lower-case letters, digits and hyphens".formatted(name));
        }
        if (command == null || command.isEmpty()) {
            throw new IllegalArgumentException("command is missing: list the program and its arguments");
        }
        if (timeLimit == null || timeLimit.isZero()) {
            throw new IllegalArgumentException("timeLimit is missing or zero: give for example 10m");
        }
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency %d must be at least 1".formatted(concurrency));
        }
        if (retries < 0 || retries > 10) {
            throw new IllegalArgumentException("retries %d must be within 0..10".formatted(retries));
        }
        this.name = name;
        this.description = description == null ? "" : description;
        this.command = List.copyOf(command);
        this.environment = environment == null ? Map.of() : Map.copyOf(environment);
        this.timeLimit = timeLimit;
        this.concurrency = concurrency;
        this.retries = retries;
        this.probe = copy(probe);
        this.launcher = launcher == null ? LauncherName.LOCAL : launcher;
        this.options = copy(options);
        this.memoryLimit = memoryLimit;
        this.backOff = backOff == null ? Duration.ZERO : backOff;
        this.batchCommand = copy(batchCommand);
        this.columns = Collections.unmodifiableSortedSet(new TreeSet<>(columns == null ? ALL_COLUMNS : columns));
        checkColumns(this.columns);
        checkOptions(this.launcher, this.options);
        Placeholders.check(this.command);
        Placeholders.check(this.probe);
        Placeholders.check(this.environment.values());
        Placeholders.checkBatch(this.batchCommand);
    }

    private static List<String> copy(@Nullable Collection<String> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    private static void checkColumns(SortedSet<Integer> columns) {
        if (columns.isEmpty() || !ALL_COLUMNS.containsAll(columns)) {
            throw new IllegalArgumentException("columns %s: give at least one of 1..6".formatted(columns));
        }
    }

    /** An option that nobody reads would be a wish that is not met. */
    private static void checkOptions(LauncherName launcher, List<String> options) {
        if (launcher == LauncherName.LOCAL && !options.isEmpty()) {
            throw new IllegalArgumentException(
                    "options %s are for the launcher slurm, but launcher is local".formatted(options));
        }
    }

    /**
     * Reads an {@code adapter.yaml}.
     *
     * @throws IllegalArgumentException one clear line that begins with the file's name
     */
    public static AdapterDescriptor read(Path file) {
        return AdapterReader.read(file);
    }
}
