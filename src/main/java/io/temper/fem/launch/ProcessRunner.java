package io.temper.fem.launch;

import io.temper.fem.FemException;
import io.temper.fem.FemException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
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

/** Runs one command without a shell, with bounded logs, and ends the whole process tree at a limit. */
final class ProcessRunner {
    /** How often the process is looked after. */
    private static final Duration LOOK = Duration.ofMillis(250);
    /** How long output may go on once the process has ended: something that it left behind may hold its pipes. */
    private static final Duration DRAIN = Duration.ofSeconds(1);

    /** Exit codes above this are a signal's number and this. */
    private static final int SIGNALLED = 128;

    private final Command command;
    private final ProcessTree tree;
    private final TimeLimit limit;
    private final Watch watch;
    private final Watch memory;

    ProcessRunner(Command command, Watch watch) {
        this.command = command;
        this.watch = watch;
        tree = new ProcessTree(command.folder());
        limit = new TimeLimit(command.program(), command.timeLimit());
        memory = command.memoryLimit() == null
                ? () -> false
                : new MemoryUse(tree, command.program(), command.memoryLimit());
    }

    /** As {@link Launcher#run} says; to be called once. */
    void run(BoundedLog out, BoundedLog err) throws FemException {
        limit.restart();
        CompletableFuture<Boolean> ended = start(out, err);
        try {
            await(ended);
        } catch (FemException e) {
            finish(ended);
            throw e;
        } finally {
            tree.end();
        }
        if (tree.exitValue() != 0) {
            throw crashed(command.program(), tree.exitValue());
        }
    }

    static FemException crashed(String program, int code) {
        String signal = code > SIGNALLED ? " (signal %d)".formatted(code - SIGNALLED) : "";
        return new FemException(Reason.CRASHED, "%s ended with exit code %d%s".formatted(program, code, signal));
    }

    private CompletableFuture<Boolean> start(BoundedLog out, BoundedLog err) throws FemException {
        PumpStreamHandler streams = new PumpStreamHandler(out, err);
        streams.setStopTimeout(DRAIN);
        DefaultExecutor executor = DefaultExecutor.builder()
                .setWorkingDirectory(command.folder())
                .setExecuteStreamHandler(streams)
                .get();
        executor.setProcessDestroyer(tree);
        executor.setExitValues(null);
        CommandLine line = new CommandLine(command.program());
        command.arguments().stream().skip(1).forEach(argument -> line.addArgument(argument, false));
        Ended ended = new Ended(tree);
        try {
            Map<String, String> variables = new HashMap<>(EnvironmentUtils.getProcEnvironment());
            variables.putAll(command.environment());
            variables.put(ProcessTree.MARK, command.folder().toString());
            executor.execute(line, variables, ended);
        } catch (IOException e) {
            throw new FemException(Reason.IO, "cannot run in %s: %s".formatted(command.folder(), e.getMessage()), e);
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

    private void await(CompletableFuture<Boolean> ended) throws FemException {
        try {
            while (!ended(ended)) {
                memory.look();
                if (watch.look()) {
                    limit.restart();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FemException(
                    Reason.CANCELLED, "%s was ended: the evaluation was cancelled".formatted(command.program()), e);
        } catch (ExecutionException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            throw new FemException(
                    Reason.NOT_STARTED, "cannot start %s: %s".formatted(command.program(), why.getMessage()), e);
        }
    }

    /** Whether it ends within a moment. */
    private boolean ended(CompletableFuture<Boolean> ended)
            throws FemException, InterruptedException, ExecutionException {
        try {
            return ended.get(Math.min(limit.left(), LOOK.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            tree.members(); // notes who is there
            return false;
        }
    }

    /** Ends the tree and gives the pumps a moment to store what it wrote last. */
    private void finish(CompletableFuture<Boolean> ended) {
        tree.end();
        ended.exceptionally(e -> false)
                .completeOnTimeout(false, 3 * DRAIN.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
