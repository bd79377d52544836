package io.temper.fem;

import io.temper.fem.FemException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteException;
import org.apache.commons.exec.ExecuteResultHandler;
import org.apache.commons.exec.PumpStreamHandler;
import org.apache.commons.exec.environment.EnvironmentUtils;

/** Runs one command without a shell, with bounded logs and a time limit that ends the whole process tree. */
final class ProcessRunner {
    /** How often descendants are noted, so that they can be ended after their parent [ms]. */
    private static final long OBSERVE_MILLIS = 500;
    /** How long output may go on once the process has ended: something that it left behind may hold its pipes. */
    private static final Duration DRAIN = Duration.ofSeconds(1);

    /** Exit codes above this are a signal's number and this. */
    private static final int SIGNALLED = 128;

    private final List<String> command;
    private final Map<String, String> environment;
    private final Path folder;
    private final Duration timeLimit;

    /** @param folder working directory of the process */
    ProcessRunner(List<String> command, Map<String, String> environment, Path folder, Duration timeLimit) {
        this.command = command;
        this.environment = environment;
        this.folder = folder;
        this.timeLimit = timeLimit;
    }

    /**
     * Runs the command to its end.
     *
     * @throws FemException NOT_STARTED, CRASHED (exit code not 0), TIMED_OUT, CANCELLED (this thread was interrupted, and
     *     still is) or IO
     */
    void run(BoundedLog out, BoundedLog err) throws FemException {
        ProcessTree tree = new ProcessTree();
        CompletableFuture<Boolean> ended = start(tree, out, err);
        try {
            await(ended, tree);
        } finally {
            tree.end();
        }
        if (tree.exitValue() != 0) {
            int code = tree.exitValue();
            String signal = code > SIGNALLED ? " (signal %d)".formatted(code - SIGNALLED) : "";
            throw new FemException(Reason.CRASHED, "%s ended with exit code %d%s".formatted(program(), code, signal));
        }
    }

    private CompletableFuture<Boolean> start(ProcessTree tree, BoundedLog out, BoundedLog err) throws FemException {
        PumpStreamHandler streams = new PumpStreamHandler(out, err);
        streams.setStopTimeout(DRAIN);
        DefaultExecutor executor = DefaultExecutor.builder()
                .setWorkingDirectory(folder)
                .setExecuteStreamHandler(streams)
                .get();
        executor.setProcessDestroyer(tree);
        executor.setExitValues(null);
        CommandLine line = new CommandLine(command.get(0));
        command.stream().skip(1).forEach(argument -> line.addArgument(argument, false));
        Ended ended = new Ended(tree);
        try {
            Map<String, String> variables = new HashMap<>(EnvironmentUtils.getProcEnvironment());
            variables.putAll(environment);
            executor.execute(line, variables, ended);
        } catch (IOException e) {
            throw new FemException(Reason.IO, "cannot run in %s: %s".formatted(folder, e.getMessage()), e);
        }
        return ended.future;
    }

    /** Completes when the process has ended, exceptionally if it was never started. */
    private record Ended(ProcessTree tree, CompletableFuture<Boolean> future) implements ExecuteResultHandler {
        Ended(ProcessTree tree) {
            this(tree, new CompletableFuture<>());
        }

        @Override
        public void onProcessComplete(int exitValue) {
            future.complete(true);
        }

        @Override
        public void onProcessFailed(ExecuteException e) {
            if (tree.size() > 0) {
                future.complete(true); // its output could not be drained, which its exit code does not depend on
            } else {
                future.completeExceptionally(e.getCause() == null ? e : e.getCause());
            }
        }
    }

    private void await(CompletableFuture<Boolean> ended, ProcessTree tree) throws FemException {
        long deadline = System.nanoTime() + timeLimit.toNanos();
        try {
            while (true) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw timedOut(ended, tree);
                }
                try {
                    ended.get(Math.min(left, TimeUnit.MILLISECONDS.toNanos(OBSERVE_MILLIS)), TimeUnit.NANOSECONDS);
                    return;
                } catch (TimeoutException e) {
                    tree.observe();
                }
            }
        } catch (InterruptedException e) {
            finish(ended, tree);
            Thread.currentThread().interrupt();
            throw new FemException(
                    Reason.CANCELLED, "%s was ended: the evaluation was cancelled".formatted(program()), e);
        } catch (ExecutionException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            throw new FemException(Reason.NOT_STARTED, "cannot start %s: %s".formatted(program(), why.getMessage()), e);
        }
    }

    private FemException timedOut(CompletableFuture<Boolean> ended, ProcessTree tree) {
        finish(ended, tree);
        return new FemException(
                Reason.TIMED_OUT,
                "%s ran past its time limit of %d s and was ended".formatted(program(), timeLimit.toSeconds()));
    }

    /** Ends the tree and gives the pumps a moment to store what it wrote last. */
    private static void finish(CompletableFuture<Boolean> ended, ProcessTree tree) {
        tree.end();
        ended.completeOnTimeout(false, 3 * DRAIN.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private String program() {
        return command.get(0);
    }
}
