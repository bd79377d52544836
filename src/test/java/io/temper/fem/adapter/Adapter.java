package io.temper.fem.adapter;

import io.temper.fem.MemorySize;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds descriptions of adapters for the tests: named {@code test}, ample limits, no retries. */
public final class Adapter {
    private final List<String> command;
    private Map<String, String> environment = Map.of();
    private Duration timeLimit = Duration.ofMinutes(2);
    private Duration backOff = Duration.ZERO;
    private @Nullable MemorySize memoryLimit;
    private int concurrency = 1;
    private int retries;
    private List<String> probe = List.of();
    private List<String> batchCommand = List.of();
    private LauncherName launcher = LauncherName.LOCAL;
    private List<String> options = List.of();

    public Adapter(String... command) {
        this(List.of(command));
    }

    public Adapter(List<String> command) {
        this.command = command;
    }

    /** {@link Misbehaving} as the solver. */
    public static Adapter misbehaving(String how) {
        return new Adapter(misbehaving(how, "${folder}"));
    }

    /** The same with its batches, which do as each folder says. */
    public static Adapter misbehavingInBatches(String alone) {
        return misbehaving(alone).batchCommand(misbehaving("batch", "${manifest}"));
    }

    private static List<String> misbehaving(String how, String where) {
        return List.of(
                "${java}",
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Misbehaving.class.getName(),
                how,
                where);
    }

    public Adapter environment(Map<String, String> variables) {
        environment = variables;
        return this;
    }

    public Adapter timeLimit(Duration limit) {
        timeLimit = limit;
        return this;
    }

    public Adapter memoryLimit(String size) {
        memoryLimit = MemorySize.parse(size);
        return this;
    }

    public Adapter concurrency(int processes) {
        concurrency = processes;
        return this;
    }

    public Adapter retries(int n) {
        retries = n;
        return this;
    }

    public Adapter backOff(Duration wait) {
        backOff = wait;
        return this;
    }

    public Adapter probe(String... arguments) {
        probe = List.of(arguments);
        return this;
    }

    public Adapter batchCommand(List<String> arguments) {
        batchCommand = arguments;
        return this;
    }

    public Adapter slurm(String... extra) {
        launcher = LauncherName.SLURM;
        options = List.of(extra);
        return this;
    }

    public AdapterDescriptor build() {
        return new AdapterDescriptor(
                "test",
                "",
                command,
                environment,
                timeLimit,
                concurrency,
                retries,
                probe,
                launcher,
                options,
                memoryLimit,
                backOff,
                batchCommand,
                null);
    }
}
