package io.temper.fem.launch;

import io.temper.fem.FemException;
import io.temper.fem.FemException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Runs commands on this machine, as many at once as it has cores for; those that wait are served in turn. */
public final class LocalLauncher implements Launcher {
    /** Names the number of cores that solvers may use. */
    public static final String CORES = "TEMPER_CORES";

    private final int cores;
    private final Semaphore free;

    /** @param cores that all commands together may keep busy, at least 1 */
    public LocalLauncher(int cores) {
        if (cores < 1) {
            throw new IllegalArgumentException("%d cores: at least 1 is needed".formatted(cores));
        }
        this.cores = cores;
        free = new Semaphore(cores, true);
    }

    /** With as many cores as {@code TEMPER_CORES} says, else all of the machine. */
    public static LocalLauncher standard() {
        return new LocalLauncher(cores(System.getenv(CORES)));
    }

    static int cores(@Nullable String variable) {
        if (variable == null || variable.isBlank()) {
            return Runtime.getRuntime().availableProcessors();
        }
        if (!variable.matches("[1-9]\\d{0,4}")) {
            throw new IllegalArgumentException(
                    "%s=%s is not a number of cores: give 1 or more".formatted(CORES, variable));
        }
        return Integer.parseInt(variable);
    }

    public int cores() {
        return cores;
    }

    @Override
    public String run(Command command) throws FemException {
        return run(command, () -> false);
    }

    /** As {@link #run(Command)}, with a watch that may end it. */
    public String run(Command command, Watch watch) throws FemException {
        int wanted = Math.min(command.cores(), cores);
        try {
            free.acquire(wanted);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FemException(Reason.CANCELLED, "cancelled before %s was started".formatted(command.program()), e);
        }
        try {
            return start(command, watch);
        } finally {
            free.release(wanted);
        }
    }

    private static String start(Command command, Watch watch) throws FemException {
        Path folder = command.folder();
        try (BoundedLog out = new BoundedLog(folder.resolve(Command.STDOUT));
                BoundedLog err = new BoundedLog(folder.resolve(Command.STDERR))) {
            for (Path result : command.results()) {
                Files.deleteIfExists(result);
            }
            try {
                new ProcessRunner(command, watch).run(out, err);
            } catch (FemException e) {
                throw LastWords.of(e, err.tail());
            }
            return err.tail();
        } catch (IOException e) {
            throw new FemException(
                    Reason.IO, "cannot prepare %s for %s: %s".formatted(folder, command.program(), e), e);
        }
    }

    @Override
    public boolean resumes() {
        return false;
    }

    @Override
    public void abandon(Path folder) {
        ProcessTree.endMarked(folder);
    }
}
